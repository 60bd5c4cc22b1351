package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.BreakingLine;
import io.cellport.imports.importer.ServerProcess;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cellport import} while the line breaks and the server dies. */
@Timeout(300)
class ResumedImportIT {

    private static final int FILE_BYTES = 8 << 20;

    @TempDir
    Path directory;

    @Test
    void anImportComesThroughABadLineAndAKilledServer() throws IOException {
        long seed = Long.getLong("cellport.seed", System.nanoTime());
        Path data = Files.createDirectory(directory.resolve("data"));
        Path file = SnapshotBuilder.snapshot().files(1, FILE_BYTES).writeTo(directory.resolve("large.zip"));
        assertThat(Files.size(file)).isGreaterThan(FILE_BYTES / 2);
        try (BreakingLine line = new BreakingLine()) {
            AtomicReference<ServerProcess> server = new AtomicReference<>(ServerProcess.startBehind(line.url(), data));
            line.leadTo(server.get().port());
            server.get().createCell("cell");
            new Random(seed).ints(3, 64 << 10, FILE_BYTES / 2).forEach(line::breakAt);
            line.breakAt(FILE_BYTES / 4, () -> server.set(killed(server.get(), line, data)));

            Execution done = Execution.of(
                    "import",
                    file.toString(),
                    "--cell",
                    "cell",
                    "--url",
                    line.url(),
                    "--token",
                    server.get().token());

            assertThat(done.exitCode()).as("seed %d: %s", seed, done).isZero();
            assertThat(done.out()).contains("Imported large into cell cell");
            assertThat(done.err())
                    .as("seed %d", seed)
                    .contains("; waiting for it")
                    .doesNotContain("\tat ");
            assertThat(line.broken()).as("seed %d", seed).isEqualTo(4);
            Path stored = server.get().download("cell", "large", directory.resolve("stored.zip"));
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
}
