package io.cellport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An nginx of one process that takes and gives files of a directory. */
final class Nginx implements AutoCloseable {

    private static final String CONFIGURATION = """
            daemon off; master_process off; pid nginx.pid; error_log error.log;
            events { worker_connections 64; }
            http {
              access_log off; sendfile on; tcp_nopush on; client_max_body_size 0; client_body_buffer_size 128k;
              client_body_temp_path body; proxy_temp_path p; fastcgi_temp_path f; scgi_temp_path s; uwsgi_temp_path u;
              server { listen 127.0.0.1:%d; location / { root files; dav_methods PUT; } }
            }
            """;

    private final Path directory;
    private final int port;
    private final Process process;

    Nginx() throws IOException, InterruptedException {
        directory = Files.createTempDirectory(Workspace.directory(), "nginx");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectory(directory.resolve("files"));
        Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(port));
        String nginx = Files.isExecutable(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
        process = new ProcessBuilder(nginx, "-p", directory.toString(), "-c", "nginx.conf")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!answers()) {
            Thread.sleep(10);
        }
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw e;
            }
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    double cpuSeconds() {
        return Tools.cpuSeconds(Stream.concat(Stream.of(process.toHandle()), process.descendants()));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        Workspace.delete(directory);
    }
}
