package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunView;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that changes between its examination and the acceptance of its import. */
class ReplacedSnapshotTest {

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final AtomicInteger examinations = new AtomicInteger();
    private Runnable meanwhile = () -> {};

    @AutoClose
    private EmbeddedUnit unit;

    private Cell cell;

    @BeforeEach
    void open() throws IOException {
        unit = new EmbeddedUnit(data, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, this::examining);
        cell = unit.store.create("cell");
        upload(1);
    }

    /** The last thing that is asked about a snapshot is whether it fits on the disk. */
    private CellStore examining(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("usableBytes")) {
                        examinations.incrementAndGet();
                        meanwhile.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void upload(int users) {
        try {
            unit.upload(
                    cell,
                    "snapshot",
                    SnapshotBuilder.snapshot()
                            .userData(users, 100)
                            .writeTo(Files.createTempDirectory(files, "zip").resolve("zip")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theBytesThatWereExaminedLastAreImportedAndRecorded() {
        meanwhile = () -> {
            if (examinations.get() == 1) {
                upload(2);
            }
        };

        ImportAccepted accepted = unit.start(cell, "snapshot");

        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(examinations).hasValue(2);
        RunView report = unit.report(cell, accepted);
        assertThat(report.entities()).containsEntry("UserData", 2L);
        assertThat(report.snapshotSha256())
                .isEqualTo(unit.snapshots
                        .find(cell.id(), "snapshot.zip")
                        .orElseThrow()
                        .sha256());
    }

    @Test
    void aSnapshotThatIsReplacedAgainAndAgainIsNotImported() {
        meanwhile = () -> upload(examinations.get() + 1);

        assertRefused(ErrorCode.PR503_DV_0001);
        assertThat(examinations).hasValue(3);
    }

    @Test
    void aSnapshotThatIsDeletedMeanwhileIsNotFound() {
        meanwhile = () -> unit.snapshots.delete(cell.id(), "snapshot.zip", Precondition.NONE);

        assertRefused(ErrorCode.PR404_DV_0001);
    }

    private void assertRefused(ErrorCode code) {
        assertThatThrownBy(() -> unit.start(cell, "snapshot"))
                .satisfies(failure -> assertThat(ReplyErrors.errorOf(failure))
                        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(code)));
        assertThat(unit.journal.history(cell.id(), 1)).isEmpty();
        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
    }
}
