package io.cellport.exports.journal;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.ExportState.OnRecord;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.snapshot.area.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link ExportJournal} must do. */
interface ExportJournalContract {

    Instant NOW = Instant.parse("2026-11-24T02:01:06.560Z");

    GenerationSummary SUMMARY = new GenerationSummary(new TreeMap<>(Map.of("Box", 2L)), 3, 4, 0);

    ExportUnit unit();

    @Test
    default void exactlyOneOfSeveralSimultaneousRequestsIsAccepted() throws Exception {
        Cell cell = unit().create("cell1");

        List<Boolean> accepted = together(8, i -> {
            try {
                unit().accept(cell, "name" + i);
                return true;
            } catch (ApiException refused) {
                assertThat(refused.error()).isEqualTo(ApiError.of(ErrorCode.PR409_CM_0002, "cell export"));
                return false;
            }
        });

        assertThat(accepted.stream().filter(won -> won)).hasSize(1);
    }

    @Test
    default void anExportHoldsItsCellUntilItsEnd() {
        Cell cell = unit().create("cell1");
        Blob blob = unit().blob(cell);
        Accepted accepted = unit().accept(cell, "name");

        ApiError held = ApiError.of(ErrorCode.PR409_CM_0002, "cell export");
        assertRefused(held, () -> unit().delete(cell));
        assertRefused(held, () -> upload(cell, "other.zip"));
        assertRefused(held, () -> unit().imports().accept(newImport(cell, blob)));

        unit().journal().end(accepted.toCancelled(NOW), Optional.empty());
        upload(cell, "other.zip");
        assertThat(unit().delete(cell)).isTrue();
    }

    @Test
    default void noExportBeginsWhileAnImportHoldsTheCell() {
        Cell cell = unit().create("cell1");
        Blob blob = upload(cell, "snap.zip");
        unit().imports().accept(newImport(cell, blob));

        assertRefused(ApiError.of(ErrorCode.PR409_CM_0002, "cell import"), () -> unit().accept(cell, "name"));
    }

    @Test
    default void theSnapshotIsThereAsSoonAsTheExportHasEnded() {
        Cell cell = unit().create("cell1");
        Exporting exporting = begin(unit().accept(cell, "name"));
        Blob blob = unit().blob(cell);
        assertThat(unit().area().find(cell.id(), "name.zip")).isEmpty();

        Completed completed = complete(exporting, blob);

        assertThat(unit().area().find(cell.id(), "name.zip")).hasValueSatisfying(stored -> {
            assertThat(stored.blob()).isEqualTo(blob);
            assertThat(stored.contentType()).isEqualTo("application/zip");
            assertThat(stored.version()).isOne();
        });
        assertThat(unit().journal().active(cell.id())).isEmpty();
        assertThat(unit().journal().find(cell.id(), exporting.run().exportId()))
                .map(OnRecord::state)
                .contains(completed);
        assertRefused(ApiError.of(ErrorCode.PR409_DV_0002, "name.zip"), () -> unit().accept(cell, "name"));
    }

    @Test
    default void aFailedExportLeavesItsErrorFileAndItsName() {
        Cell cell = unit().create("cell1");
        Accepted accepted = unit().accept(cell, "name");
        ApiError error = ApiError.of(ErrorCode.PR500_CM_0002, "write snapshot");

        unit().journal()
                .end(
                        accepted.toFailed(error, NOW),
                        Optional.of(new EndFile("name.error", "application/json", unit().blob(cell))));

        assertThat(unit().area().list(cell.id())).extracting("fileName").containsExactly("name.error");
        assertThat(unit().journal().history(cell.id(), 10))
                .extracting(OnRecord::state)
                .containsExactly(accepted.toFailed(error, NOW));
        unit().accept(cell, "name");
    }

    @Test
    default void anExportThatWasCancelledCannotEndOtherwise() {
        Cell cell = unit().create("cell1");
        Exporting exporting = begin(unit().accept(cell, "name"));
        unit().journal().end(exporting.toCancelled(NOW), Optional.empty());

        assertThatThrownBy(() -> complete(exporting, unit().blob(cell))).isInstanceOf(LostExportException.class);
        assertThatThrownBy(() -> unit().journal().begin(exporting)).isInstanceOf(LostExportException.class);
        assertThatThrownBy(() -> unit().journal().giveBack(exporting)).isInstanceOf(LostExportException.class);

        assertThat(unit().area().list(cell.id())).isEmpty();
        assertThat(unit().journal().renew(List.of(exporting))).isEmpty();
    }

    @Test
    default void aCompletedExportCannotBeCancelled() {
        Cell cell = unit().create("cell1");
        Exporting exporting = begin(unit().accept(cell, "name"));
        complete(exporting, unit().blob(cell));

        assertThatThrownBy(() -> unit().journal().end(exporting.toCancelled(NOW), Optional.empty()))
                .isInstanceOf(LostExportException.class);
        assertThat(unit().area().find(cell.id(), "name.zip")).isPresent();
    }

    @Test
    default void tooManySnapshotsLeaveNoRoomForAnother() {
        Cell cell = unit().create("cell1");
        for (int i = 0; i < 3; i++) {
            upload(cell, i + ".zip");
        }

        assertRefused(ApiError.of(ErrorCode.PR400_DV_0007), () -> unit().accept(cell, "name"));
    }

    @Test
    default void theNextProcessGoesOnWithTheNextAttemptAndTheProgress() {
        Cell cell = unit().create("cell1");
        Exporting exporting = begin(unit().accept(cell, "name")).at(60, 6);
        assertThat(unit().journal().renew(List.of(exporting)))
                .containsExactly(exporting.run().number());
        assertThat(unit().journal().takeOver(List.of(exporting.run().number()))).isEmpty();

        unit().restart();
        assertRefused(ApiError.of(ErrorCode.PR409_CM_0002, "cell export"), () -> unit().accept(cell, "other"));
        List<Accepted> taken = unit().journal().takeOver(List.of());

        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).run().attempt()).isEqualTo(2);
        assertThat(taken.get(0).toExporting(100).progress().percent()).isEqualTo(60);
        assertThat(unit().journal().active(cell.id())).contains(taken.get(0));
    }

    @Test
    default void anExportThatIsGivenBackLosesNoAttempt() {
        Cell cell = unit().create("cell1");
        Exporting exporting = begin(unit().accept(cell, "name")).at(60, 6);

        unit().journal().giveBack(exporting);
        unit().restart();

        assertThat(unit().journal().takeOver(List.of())).singleElement().satisfies(taken -> {
            assertThat(taken.run()).isEqualTo(exporting.run());
            assertThat(taken.progress().doneBytes()).isEqualTo(60);
        });
    }

    @Test
    default void onlyExportsThatEndedLongAgoAreForgotten() {
        Cell cell = unit().create("cell1");
        unit().journal().end(unit().accept(cell, "a").toCancelled(NOW), Optional.empty());
        unit().accept(cell, "b");

        unit().journal().forgetEndedBefore(Duration.ofDays(-1));

        assertThat(unit().journal().history(cell.id(), 10))
                .extracting(record -> record.state().run().name())
                .containsExactly("b");
    }

    private Exporting begin(Accepted accepted) {
        Exporting exporting = accepted.toExporting(100);
        unit().journal().begin(exporting);
        return exporting;
    }

    private Completed complete(Exporting exporting, Blob blob) {
        Completed completed = exporting.toCompleted(SUMMARY, blob, NOW);
        unit().journal().end(completed, Optional.of(new EndFile(exporting.run().fileName(), "application/zip", blob)));
        return completed;
    }

    private Blob upload(Cell cell, String fileName) {
        try (BlobWriter writer = unit().area().begin(cell.id())) {
            return unit().area()
                    .commit(cell.id(), fileName, "application/zip", writer, Precondition.NONE)
                    .blob();
        }
    }

    private static NewImport newImport(Cell cell, Blob blob) {
        return new NewImport(cell.id(), cell.name(), "snap", blob, false, "tester", 0);
    }

    private static void assertRefused(ApiError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }
}
