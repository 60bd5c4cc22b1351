package io.cellport.exports.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.exports.message.ExportView;
import io.cellport.imports.importer.CellContent;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.FileWatch;
import io.cellport.storage.Sqlite;
import io.cellport.storage.WatchedFiles;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk and a damaged content make of an export: a failure with its code, once. */
class ExportOfDamageTest {

    private static final int PAGE_BYTES = 4_096;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T02:01:06.560Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    private Path data;

    private Cell cell;

    private CellContent content;

    @BeforeEach
    void importIt() throws IOException {
        data = directory.resolve("data");
        try (EmbeddedUnit importing = new EmbeddedUnit(data)) {
            cell = importing.store.create("cell1");
            importing.upload(
                    cell,
                    "in",
                    SnapshotBuilder.snapshot()
                            .userData(200, 300)
                            .files(2, 300_000)
                            .writeTo(directory.resolve("in.zip")));
            assertThat(importing.importAndWait(cell, "in")).isEqualTo(ImportStatus.READY);
            content = CellContent.of(importing.store, cell);
        }
    }

    @Test
    void anExportThatFillsTheDiskFailsWithItsCodeAndTheNextOneCanSucceed() throws IOException {
        AtomicBoolean isFull = new AtomicBoolean();
        try (ExportingUnit unit =
                unit(new WatchedFiles(fullDisk(isFull)).wrap(data)).start()) {
            unit.area.beforeWrite = () -> isFull.set(unit.area.writes.get() == 2);

            ExportView failed = unit.awaitEnd(cell, unit.export(cell, "out").exportId());

            assertThat(failed.error()).isEqualTo(ApiError.of(ErrorCode.PR503_SV_0005));
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(unit.files(cell)).contains("in.zip").doesNotContain("out.zip");
            assertThat(CellContent.of(unit.store, cell)).isEqualTo(content);
            assertThat(unit.awaitEnd(cell, unit.export(cell, "out").exportId()).state())
                    .isEqualTo("Completed");
            assertThat(blobs()).isEqualTo(unit.files(cell).size());
        }
    }

    private static FileWatch fullDisk(AtomicBoolean isFull) {
        return new FileWatch() {
            @Override
            public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                if (operation == Operation.WRITE && isFull.get()) {
                    throw new FileSystemException("file", null, "No space left on device");
                }
                return call.run();
            }
        };
    }

    @Test
    void anExportOfADamagedContentFailsOnceAndSaysSoInAFile() throws IOException {
        Path generation = generation();
        byte[] whole = Files.readAllBytes(generation);
        try (ExportingUnit unit = unit(data).start()) {
            for (int page = 0; page < whole.length / PAGE_BYTES; page += 12) {
                Files.write(generation, withFlipped(page, whole));
                ExportView end = unit.awaitEnd(cell, unit.export(cell, "out").exportId());
                assertThat(end.error()).as("page %d", page).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0003));
                assertThat(end.attempts()).isLessThanOrEqualTo(1);
                assertThat(unit.files(cell)).containsExactly("in.zip", "out.error");
                List.of("out.zip", "out.error").forEach(file -> unit.area.delete(cell.id(), file, Precondition.NONE));
            }
            Files.write(generation, whole);
            assertThat(CellContent.of(unit.store, cell)).isEqualTo(content);
        }
    }

    private static ExportingUnit unit(Path data) {
        return new ExportingUnit(data, new Sqlite(), CLOCK, Vertx.vertx());
    }

    private static byte[] withFlipped(int page, byte[] whole) {
        byte[] damaged = whole.clone();
        for (int i = page * PAGE_BYTES; i < (page + 1) * PAGE_BYTES; i++) {
            damaged[i] ^= (byte) 0xff;
        }
        return damaged;
    }

    private Path generation() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("cells"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private long blobs() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("snapshots").resolve(cell.id()))) {
            return files.count();
        }
    }
}
