package io.cellport.imports.importer;

import static io.cellport.snapshot.zip.SnapshotBuilder.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.FilesBelow;
import io.cellport.Patience;
import io.cellport.UnitRequests;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at random moments of exports never shows a snapshot that is not complete, and completes what
 * it accepted.
 */
class KilledExportsIT {

    private static final String CELL = "cell";

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Path data;
    private ServerProcess server;

    @Test
    void fiveKillsLeaveNothingHalfWritten() throws Exception {
        kill(5);
    }

    @Test
    @Tag("nightly")
    void twoHundredKillsLeaveNothingHalfWritten() throws Exception {
        kill(200);
    }

    private void kill(int kills) throws Exception {
        System.out.println("seed of the kills: " + seed);
        data = Files.createDirectory(directory.resolve("data"));
        server = ServerProcess.start(data);
        try {
            server.createCell(CELL);
            server.upload(
                    CELL,
                    "in",
                    snapshot().userData(20_000, 300).files(300, 20_000).writeTo(directory.resolve("in.zip")));
            server.startImport(CELL, "in").join();
            await().atMost(Patience.PATIENCE).until(() -> UnitRequests.isReady(server.status(CELL)));
            long begun = System.nanoTime();
            complete("first");
            long time = System.nanoTime() - begun;
            for (int i = 0; i < kills; i++) {
                killDuring("out" + i, time);
            }
            // It throws them away when it has served for a moment, which an export need not take.
            await().untilAsserted(() -> requireNoLeftovers(kills + 2));
            server.terminate();
            assertThat(server.exitCode(Patience.PATIENCE)).isNotNegative();
            requireNoLeftovers(kills + 2);
        } finally {
            server.close();
        }
    }

    private void complete(String name) throws Exception {
        assertThat(server.export(CELL, name).statusCode()).isEqualTo(202);
        awaitSnapshot(name);
    }

    private void killDuring(String name, long time) throws Exception {
        assertThat(server.export(CELL, name).statusCode()).isEqualTo(202);
        LockSupport.parkNanos((long) (time * random.nextDouble()));
        server.kill();
        server = ServerProcess.start(data);
        boolean isReady = UnitRequests.isReady(server.exportStatus(CELL));
        boolean isThere = server.get(CELL + "/__export/runs").body().contains("\"" + name + "\",\"started_by\"")
                && server.exports(CELL).get(0).getString("state").equals("Completed");
        assertThat(!isReady || isThere)
                .as("ready only with the snapshot, seed " + seed)
                .isTrue();
        awaitSnapshot(name);
    }

    private void awaitSnapshot(String name) throws Exception {
        await().atMost(Patience.PATIENCE).until(() -> UnitRequests.isReady(server.exportStatus(CELL)));
        JsonObject record = server.exports(CELL).get(0);
        assertThat(record.getString("name")).isEqualTo(name);
        assertThat(record.getString("state")).isEqualTo("Completed");
        Path file = server.download(CELL, name, directory.resolve("downloaded.zip"));
        assertThat(Files.size(file)).isEqualTo(record.getLong("size"));
        assertThat(sha256(file)).isEqualTo(record.getString("sha256"));
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipFile in = new ZipFile(directory.resolve("in.zip").toFile())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).count())
                    .isEqualTo(in.stream().filter(entry -> !entry.isDirectory()).count());
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The last start has thrown away what the kills have left. */
    private void requireNoLeftovers(int snapshots) throws IOException {
        assertThat(FilesBelow.of(data.resolve("snapshots"))).hasSize(snapshots);
        assertThat(FilesBelow.of(data.resolve("tmp")))
                .noneMatch(file -> file.getFileName().toString().startsWith("export-"));
    }
}
