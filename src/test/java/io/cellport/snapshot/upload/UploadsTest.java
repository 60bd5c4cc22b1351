package io.cellport.snapshot.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.CellLock;
import io.cellport.cell.CellLock.Holder;
import io.cellport.cell.CellLock.Operation;
import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.storage.FailingCommits;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of an upload, and for how long. */
class UploadsTest {

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final FailingCommits sqlite = new FailingCommits();
    private UnitDatabase unit;
    private SqliteCellStore cells;
    private SqliteSnapshotArea area;
    private Uploads uploads;
    private String cell;

    @BeforeEach
    void open() {
        unit = new UnitDatabase(data, sqlite);
        cells = new SqliteCellStore(data, unit, new Sqlite(), clock);
        DirectoryBlobStore blobs = new DirectoryBlobStore(data);
        area = new SqliteSnapshotArea(unit, blobs, 10, clock);
        area.sweep();
        uploads = new Uploads(unit, blobs, area, data, 2, clock);
        uploads.sweep();
        cell = cells.find("cell").orElseGet(() -> cells.create("cell")).id();
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void onlyWhatIsKeptCounts() throws IOException {
        String id = begin(10);
        try (UploadWriter writer = writer(id)) {
            write(writer, "0123");
            writer.keep();
            write(writer, "lost");
        }
        close();
        Files.writeString(file(id), "garbage", StandardOpenOption.APPEND);
        open();

        assertThat(offset(id)).isEqualTo(4);
        try (UploadWriter writer = writer(id)) {
            write(writer, "456789");
            writer.keep();
            uploads.publish(writer, Precondition.NONE);
        }
        assertThat(area.find(cell, "file.zip").map(StoredSnapshot::sha256))
                .hasValue("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
        assertThat(file(id)).doesNotExist();
    }

    @Test
    void aRefusedSnapshotKeepsItsUploadOneByteShort() {
        String id = begin(3);
        unit.changeOnReserve(
                "lock", connection -> CellLock.take(connection, cell, Operation.IMPORT, new Holder(1, "blob")));
        try (UploadWriter writer = writer(id)) {
            write(writer, "abc");
            writer.keep();
            assertThatThrownBy(() -> uploads.publish(writer, Precondition.NONE)).hasMessage("PR409-CM-0002");
        }
        unit.changeOnReserve("unlock", connection -> CellLock.release(connection, Operation.IMPORT, 1));

        assertThat(offset(id)).isEqualTo(2);
        try (UploadWriter writer = writer(id)) {
            write(writer, "c");
            assertThat(writer.isFull()).isTrue();
            uploads.publish(writer, Precondition.NONE);
        }
        assertThat(area.find(cell, "file.zip").map(StoredSnapshot::size)).hasValue(3L);
        assertThat(uploads.find(cell, id).map(Upload::isComplete)).hasValue(true);
    }

    @Test
    void aCommitThatFailsCostsNoByteAndNobodyWritesIntoWhatACrashMightBringBack() throws IOException {
        String id = begin(3);
        failToPublish(id);
        Path blob = data.resolve("snapshots").resolve(cell).resolve(id);

        assertThat(offset(id)).isEqualTo(2);
        assertThatThrownBy(() -> writer(id)).isInstanceOf(StoreException.class);
        assertThat(blob).hasContent("abc");

        sqlite.refuse(false);
        try (UploadWriter writer = writer(id)) {
            assertThat(blob).doesNotExist();
            write(writer, "c");
            uploads.publish(writer, Precondition.NONE);
        }
        area.sweep();
        assertThat(blob).hasContent("abc");
        assertThat(uploads.find(cell, id).map(Upload::isComplete)).hasValue(true);
    }

    @Test
    void aCommitThatFailedIsForgottenWhenAnotherSucceeds() {
        String id = begin(3);
        failToPublish(id);
        sqlite.refuse(false);
        String other = begin(1);
        try (UploadWriter writer = writer(other)) {
            write(writer, "x");
            uploads.publish(writer, Precondition.NONE);
        }

        finish(id, "c");

        area.sweep();
        assertThat(data.resolve("snapshots").resolve(cell).resolve(id)).hasContent("abc");
    }

    @Test
    void anUploadWhoseCommitHasFailedGoesOnAfterARestart() {
        String id = begin(3);
        failToPublish(id);
        sqlite.refuse(false);
        close();
        open();

        assertThat(offset(id)).isEqualTo(2);
        finish(id, "c");

        assertThat(area.find(cell, "file.zip").map(StoredSnapshot::size)).hasValue(3L);
    }

    @Test
    void anAttemptThatHasLeftTheNameOfItsBlobDoesNotHinderTheNext() throws IOException {
        String id = begin(1);
        try (UploadWriter writer = writer(id)) {
            write(writer, "x");
            Files.createDirectories(data.resolve("snapshots").resolve(cell));
            Files.createLink(data.resolve("snapshots").resolve(cell).resolve(id), file(id));
            uploads.publish(writer, Precondition.NONE);
        }
        assertThat(uploads.find(cell, id).map(Upload::isComplete)).hasValue(true);
    }

    /** Sends three bytes, and has the commit fail that would make them a snapshot. */
    private void failToPublish(String id) {
        try (UploadWriter writer = writer(id)) {
            write(writer, "abc");
            writer.keep();
            sqlite.refuse(true);
            assertThatThrownBy(() -> uploads.publish(writer, Precondition.NONE)).isInstanceOf(StoreException.class);
        }
    }

    private void finish(String id, String rest) {
        try (UploadWriter writer = writer(id)) {
            write(writer, rest);
            uploads.publish(writer, Precondition.NONE);
        }
    }

    @Test
    void aConditionThatFailsCostsNoReadingOfTheFile() throws IOException {
        String id = begin(1);
        Precondition failing = present -> {
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        };
        try (UploadWriter writer = writer(id)) {
            write(writer, "x");
            Files.delete(file(id));

            assertThatThrownBy(() -> uploads.publish(writer, failing)).hasMessage("PR412-DV-0001");
        }
    }

    @Test
    void anUploadExpiresAfterItsLastByteUnlessItIsBeingWritten() {
        String idle = begin(10);
        String busy = begin(10);
        try (UploadWriter writer = writer(busy)) {
            write(writer, "0");
            writer.keep();
            clock.advance(Uploads.LIFETIME.plus(Duration.ofMillis(1)));
            uploads.sweep();

            assertThat(uploads.find(cell, idle)).isEmpty();
            assertThat(uploads.open(cell, idle, () -> {})).isEmpty();
            write(writer, "1");
            assertThat(writer.keep()).isEqualTo(2);
        }
        assertThat(offset(busy)).isEqualTo(2);
        clock.advance(Uploads.LIFETIME.plus(Duration.ofMillis(1)));
        uploads.sweep();
        assertThat(file(busy)).doesNotExist();
    }

    @Test
    void aCellHasOnlySoManyUnfinishedUploads() {
        begin(1);
        String second = begin(1);
        assertThatThrownBy(() -> begin(1)).hasMessage("PR400-DV-0007");

        assertThat(uploads.delete(cell, second)).isTrue();
        begin(1);
    }

    @Test
    void bytesThatAreGoneEndTheUpload() throws IOException {
        String id = begin(10);
        try (UploadWriter writer = writer(id)) {
            write(writer, "0123");
            writer.keep();
        }
        Files.delete(file(id));

        assertThat(uploads.open(cell, id, () -> {})).isEmpty();
        assertThat(uploads.find(cell, id)).isEmpty();
    }

    private String begin(long length) {
        return uploads.create(cell, "file.zip", "application/zip", "", length).id();
    }

    private UploadWriter writer(String id) {
        return uploads.open(cell, id, () -> {}).orElseThrow();
    }

    private static void write(UploadWriter writer, String bytes) {
        writer.write(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
    }

    private long offset(String id) {
        return uploads.find(cell, id).orElseThrow().offset();
    }

    private Path file(String id) {
        return data.resolve("uploads").resolve(id);
    }
}
