package io.cellport.blob.s3;

import static io.cellport.Patience.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server for tests, in a process of its own: one for each JVM, started when it is first asked for and stopped
 * with the JVM. The build puts the program into {@code target/s3mock}. Each test has a prefix of its own.
 */
public final class S3Mock {

    static final String BUCKET = "units";

    static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("name", "secret"));

    private static final int PORT = Server.start();

    private static final S3Client CLIENT = S3Clients.open(location(PORT, ""), CREDENTIALS, S3Patience.USUAL);

    private S3Mock() {}

    private static S3Location location(int port, String prefix) {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        return new S3Location(BUCKET, prefix, Optional.of(endpoint), Optional.empty());
    }

    static int port() {
        return PORT;
    }

    /** An address in S3 that nobody has used before. */
    public static S3Location newLocation() {
        return newLocation(PORT);
    }

    /** The same behind a proxy. */
    static S3Location newLocation(int port) {
        return location(port, UUID.randomUUID() + "/");
    }

    /** A client that asks the server itself. */
    static S3Client client() {
        return CLIENT;
    }

    /** Puts other bytes in the place of an object. */
    static void replace(String key, byte[] bytes) {
        CLIENT.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    /** Number of multipart uploads below a location that were neither completed nor aborted. */
    static int unfinishedUploads(S3Location location) {
        return CLIENT.listMultipartUploads(
                        list -> list.bucket(location.bucket()).prefix(location.prefix()))
                .uploads()
                .size();
    }

    /** A class of its own, because another thread waits for the server while this one initialises the outer class. */
    private static final class Server {

        static int start() {
            Path program = Path.of("target/s3mock/s3mock.jar");
            if (!Files.isRegularFile(program)) {
                throw new AssertionError("mvn pre-integration-test brings " + program);
            }
            try {
                Path directory = Files.createTempDirectory("cellport-s3mock");
                int port = freePort();
                Process server = new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-jar",
                                program.toString(),
                                "--com.adobe.testing.s3mock.http-port=" + port,
                                "--server.port=0",
                                "--com.adobe.testing.s3mock.store.root=" + directory.resolve("store"),
                                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
                Awaitility.await().atMost(PATIENCE).until(() -> !server.isAlive() || answers(port));
                if (!server.isAlive()) {
                    throw new AssertionError("the S3 server did not start, see " + directory);
                }
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void stop(Process server, Path directory) {
            try {
                server.destroyForcibly().waitFor();
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static boolean answers(int port) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        }
    }
}
