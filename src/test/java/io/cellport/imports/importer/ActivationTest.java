package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The moment in which a complete generation is about to become the content of its cell. */
class ActivationTest {

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final HoldingSqlite held = new HoldingSqlite();
    private EmbeddedUnit unit;
    private Cell cell;
    private ImportAccepted accepted;

    @BeforeEach
    void holdAnActivation() throws IOException {
        unit = new EmbeddedUnit(data, Limits.DEFAULT, held);
        cell = unit.store.create("cell1");
        unit.upload(
                cell, "snapshot", SnapshotBuilder.snapshot().userData(10, 100).writeTo(files.resolve("zip")));
        accepted = unit.start(cell, "snapshot");
        Awaitility.await().until(held::isHolding);
        held.holdUnit();
        int before = held.unitCommits();
        held.allowAll();
        // First it is put on record what was sealed, then that it is being activated.
        held.allowUnit(1);
        Awaitility.await().until(() -> held.unitCommits() == before + 2 && held.isHoldingUnit());
    }

    @AfterEach
    void close() {
        held.releaseUnit();
        unit.close();
    }

    @Test
    void itIsTooLateToCancelTheRun() {
        assertThatThrownBy(() -> unit.cancel(cell))
                .satisfies(refused -> assertThat(ReplyErrors.errorOf(refused))
                        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(ErrorCode.PR409_CM_0003)));

        held.releaseUnit();
        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(cell, accepted).state()).isEqualTo("Completed");
        assertThat(unit.store.currentNumber(cell.id())).isPresent();
    }

    @Test
    void theRunIsStillInProgressAndTheOldContentCurrent() {
        ImportStatus status = unit.status(cell);

        assertThat(status.phase()).isEqualTo(Phase.IN_PROGRESS);
        assertThat(status.percent()).isEqualTo(99);
        assertThat(unit.store.currentNumber(cell.id())).isEmpty();
    }
}
