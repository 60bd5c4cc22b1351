package io.cellport.http.tus;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.BreakingLine;
import io.cellport.http.TestUnit;
import io.cellport.imports.importer.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that browsers and Node.js programs use: tus-js-client, as it is published; {@code upload.mjs} runs it. */
class TusJsClientIT {

    private static final Path SCRIPTS = Path.of("src/test/js");

    private static final int SIZE = 24 << 20;

    private static final int BREAKS = 6;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());

    private final Random random = new Random(seed);

    @Test
    void anUploadComesThroughABadLineAndAKilledServer() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path file = randomFile();
        try (BreakingLine line = new BreakingLine()) {
            AtomicReference<ServerProcess> server = new AtomicReference<>(ServerProcess.startBehind(line.url(), data));
            line.leadTo(server.get().port());
            server.get().createCell("cell");
            for (int at : random.ints(BREAKS, 64 << 10, SIZE).toArray()) {
                line.breakAt(at);
            }
            line.breakAt(SIZE / 2, () -> server.set(killed(server.get(), line, data)));

            JsonObject end = upload(line.url() + "cell/__upload", server.get().token(), file);

            assertThat(end.getString("stored")).as("seed %d: %s", seed, end).startsWith(line.url() + "cell/__upload/");
            assertThat(line.broken()).as("seed %d", seed).isEqualTo(BREAKS + 1);
            assertThat(end.getInteger("retries")).as("seed %d", seed).isGreaterThanOrEqualTo(BREAKS);
            Path stored = server.get().download("cell", "file", directory.resolve("stored.zip"));
            assertThat(Files.mismatch(file, stored)).as("seed %d", seed).isEqualTo(-1);
            server.get().close();
        }
    }

    /** Kills the server; another one goes on in its place. */
    private static ServerProcess killed(ServerProcess server, BreakingLine line, Path data) {
        server.kill();
        try {
            ServerProcess next = ServerProcess.startBehind(line.url(), data);
            line.leadTo(next.port());
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anUploadThatIsGivenUpIsGone() throws Exception {
        Path file = randomFile();
        try (TestUnit unit = new TestUnit(directory.resolve("data"))) {
            unit.createCell("cell");

            JsonObject end = upload(unit.url() + "cell/__upload", unit.unitToken(), file, "stop");

            String path =
                    end.getString("stopped", end.encode()).substring(unit.url().length());
            assertThat(new TusClient(unit, "cell").head(path).statusCode()).isEqualTo(404);
            try (Stream<Path> left = Files.list(unit.data().resolve("uploads"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    private Path randomFile() throws IOException {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return Files.write(directory.resolve("file.zip"), bytes);
    }

    /** Runs the client to its end, and returns what it says of it. */
    private JsonObject upload(String endpoint, String token, Path file, String... more)
            throws IOException, InterruptedException {
        assertThat(SCRIPTS.resolve("node_modules/tus-js-client"))
                .as("what `npm install --no-package-lock` in %s brings", SCRIPTS)
                .isDirectory();
        List<String> command = new ArrayList<>(List.of(
                "node", SCRIPTS.resolve("upload.mjs").toString(), endpoint, token, file.toString(), "file.zip"));
        command.addAll(List.of(more));
        Path out = directory.resolve("out.txt");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(client.waitFor(PATIENCE.toSeconds(), SECONDS))
                    .as("seed %d: it ends", seed)
                    .isTrue();
        } finally {
            client.destroyForcibly();
        }
        String told = Files.readString(out);
        assertThat(told).as("seed %d: what the client says", seed).startsWith("{");
        return new JsonObject(told);
    }
}
