package io.cellport.cli;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.BuiltJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator finds in the log of the packaged server, in JSON and in a file. */
class ServerLogIT {

    @TempDir
    private static Path directory;

    private static Path file;

    private static final List<JsonNode> LINES = new ArrayList<>();

    @BeforeAll
    static void serveOneRequest() throws IOException, InterruptedException {
        file = directory.resolve("log/cellport.log");
        Process server = server();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String listening = out.readLine();
            assertThat(listening).startsWith("Cellport listening on http://0.0.0.0:");
            String port = listening.replaceAll(".*:(\\d+)/", "$1");
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/cell1/__import"))
                                    .header("Authorization", "Bearer nonsense")
                                    .header("X-Personium-RequestKey", "key1")
                                    .build(),
                            BodyHandlers.discarding());
            server.destroy();
            assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        assertThat(server.exitValue()).isZero();
        for (String line : Files.readAllLines(file)) {
            LINES.add(new ObjectMapper().readTree(line));
        }
    }

    /** On every address, and as in a pod of a namespace with a service of the same name. */
    private static Process server() throws IOException {
        List<String> command = BuiltJar.command(List.of());
        command.addAll(List.of("serve", "--host", "0.0.0.0", "--port", "0", "--data", "unit"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CELLPORT_PORT", "tcp://10.0.0.1:8080");
        builder.environment().put("CELLPORT_SERVICE_HOST", "10.0.0.1");
        builder.environment().put("CELLPORT_MANAGEMENT_PORT", "-1");
        builder.environment().put("CELLPORT_LOG_ACCESS", "true");
        builder.environment().put("CELLPORT_LOG_FORMAT", "json");
        builder.environment().put("CELLPORT_LOG_FILE", file.toString());
        return builder.start();
    }

    @Test
    void itTellsWhatStartsOnWhatAndThatItHasStopped() throws IOException {
        List<String> messages = LINES.stream()
                .map(line -> line.path("level").textValue() + " "
                        + line.path("message").textValue())
                .toList();

        assertThat(messages.get(0)).matches("INFO Cellport \\S+ on Java .*");
        assertThat(messages.get(1)).isEqualTo("INFO configuration: no file, defaults");
        assertThat(messages.get(2))
                .isEqualTo("INFO data directory: " + directory.toRealPath().resolve("unit"));
        assertThat(messages.get(3)).startsWith("INFO unit URL: http://0.0.0.0:");
        assertThat(messages.get(4)).startsWith("WARN unit.url is not set and http.host is 0.0.0.0");
        assertThat(messages.get(messages.size() - 1)).isEqualTo("INFO stopped");
    }

    @Test
    void aRequestIsAnObjectWithAFieldForEachThing() {
        JsonNode request = LINES.stream()
                .filter(line -> line.path("logger").textValue().equals("io.cellport.access"))
                .findFirst()
                .orElseThrow();

        assertThat(request.path("request").textValue()).isEqualTo("key1");
        assertThat(request.path("client").textValue()).isEqualTo("127.0.0.1");
        assertThat(request.path("method").textValue()).isEqualTo("GET");
        assertThat(request.path("path").textValue()).isEqualTo("/cell1/__import");
        assertThat(request.path("status").intValue()).isBetween(401, 404);
        assertThat(request.path("bytes").intValue()).isPositive();
        assertThat(request.path("millis").isIntegralNumber()).isTrue();
        assertThat(request.has("message")).isFalse();
        assertThat(request.toString()).doesNotContain("nonsense");
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
