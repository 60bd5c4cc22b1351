package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The snapshots that would like most memory, against a server that has 64 MiB more than it needs when idle. A server
 * without memory could not go on to say how the run ended.
 */
class HostileMemoryIT {

    private static final int IDLE_MIB = 32;
    private static final int ALLOWED_MIB = 64;
    private static final String CELL = "cell";
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    @AutoClose
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(Files.createDirectory(directory.resolve("data")), IDLE_MIB + ALLOWED_MIB);
        server.createCell(CELL);
    }

    @Test
    void aLineOfOneGigabyteFailsAtTheLimitOfALine() throws IOException {
        Content line = out -> {
            byte[] block = "y".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            Random random = new Random(1);
            out.write("{\"_type\":\"UserData\",\"x\":\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1 << 14; i++) {
                for (int k = 0; k < 200; k++) {
                    block[k] = (byte) ('a' + random.nextInt(26));
                }
                out.write(block);
            }
        };

        JsonObject end = imported(SnapshotBuilder.snapshot().with(PjsonFile.USER_DATA.path(), line));

        assertThat(end.getJsonObject("message").getString("code")).isEqualTo("PR400-MC-0006");
        assertThat(end.toString()).contains("lineBytes");
    }

    @Test
    void linesAsLongAsAllowedAreImported() throws IOException {
        assertReady(SnapshotBuilder.snapshot()
                .with(PjsonFile.USER_DATA.path(), lines(20, "i%d", "\",\"x\":\"" + text(8 * MIB - 200))));
    }

    @Test
    void idsAsLongAsALineAreImported() throws IOException {
        assertReady(SnapshotBuilder.snapshot().with(PjsonFile.USER_DATA.path(), lines(60, "i%d" + text(4 * MIB), "")));
    }

    /** Two exports and two imports, which are as many as a server does at a time, all of the longest lines. */
    @Test
    void theLongestIdsAreExportedWhileOthersAreImported() throws IOException {
        String longest = "i%d" + text(8 * MIB - 200);
        Path file = SnapshotBuilder.snapshot()
                .with(PjsonFile.USER_DATA.path(), lines(6, longest, ""))
                .writeTo(directory.resolve("longest.zip"));
        List<String> exported = List.of("exported1", "exported2");
        List<String> imported = List.of("imported1", "imported2");
        exported.forEach(cell -> startImport(cell, file));
        exported.forEach(this::assertReady);

        exported.forEach(
                cell -> assertThat(server.export(cell, "again").statusCode()).isEqualTo(202));
        imported.forEach(cell -> startImport(cell, file));

        imported.forEach(this::assertReady);
        exported.forEach(this::assertExported);
    }

    private void assertExported(String cell) {
        JsonObject export =
                Awaitility.await().until(() -> server.exports(cell).get(0), run -> run.containsKey("finished_at"));
        assertThat(export.getString("state")).as(export.toString()).isEqualTo("Completed");
    }

    private void startImport(String cell, Path file) {
        try {
            server.createCell(cell);
            server.upload(cell, "longest", file);
            server.startImport(cell, "longest").join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertReady(String cell) {
        JsonObject end = ended(cell);
        assertThat(end.getString("status")).as(end.toString()).isEqualTo("ready");
    }

    @Test
    void aCellOfNothingButEmptyObjectsIsImported() throws IOException {
        String cell = "{\"_type\":\"Cell\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":\"n\"},\"x\":["
                + "{},".repeat((MIB - 200) / 3) + "{}]}}";

        assertReady(SnapshotBuilder.snapshot().with(SnapshotLayout.CELL, cell));
    }

    @Test
    void aHundredThousandEmptyFilesAreImported() throws IOException {
        assertReady(emptyFiles(100_000));
    }

    @Test
    @Tag("nightly")
    void nineHundredThousandEmptyFilesAreImported() throws IOException {
        assertReady(emptyFiles(900_000));
    }

    private static SnapshotBuilder emptyFiles(int count) {
        Content file = Content.of("{\"t\":\"dav.file\"}");
        SnapshotBuilder snapshot = SnapshotBuilder.snapshot().with("20_webdav/__/.pmeta", "{}");
        for (int i = 0; i < count; i++) {
            snapshot.with("20_webdav/__/f" + i + "/content", Content.EMPTY);
            snapshot.with("20_webdav/__/f" + i + "/.pmeta", file);
        }
        return snapshot;
    }

    /** Letters that compress well, but not so well that the ratio would be refused. */
    private static String text(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26))).append("y".repeat(Math.min(99, length - text.length())));
        }
        return text.substring(0, length);
    }

    /** Lines of user data; {@code name} is id and key, {@code more} goes on inside of the key's string. */
    private static Content lines(int count, String name, String more) {
        return out -> {
            for (int i = 0; i < count; i++) {
                String id = name.replace("%d", Integer.toString(i));
                String line = "{\"_type\":\"UserData\",\"_id\":\"" + id + "\",\"_source\":{\"s\":{\"__id\":\"k" + i
                        + more + "\"}}}\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private void assertReady(SnapshotBuilder snapshot) throws IOException {
        assertThat(imported(snapshot).getString("status")).isEqualTo("ready");
    }

    private JsonObject imported(SnapshotBuilder snapshot) throws IOException {
        Path file = snapshot.writeTo(directory.resolve("hostile.zip"));
        server.upload(CELL, "hostile", file);
        server.startImport(CELL, "hostile").join();
        return ended(CELL);
    }

    private JsonObject ended(String cell) {
        return Awaitility.await().until(() -> server.status(cell), status -> !ServerProcess.isActive(status));
    }
}
