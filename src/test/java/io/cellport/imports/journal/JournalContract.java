package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.Cell;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.message.ImportStatus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must do when a run begins, goes on and ends. */
interface JournalContract extends FilledJournal {

    @Test
    default void exactlyOneOfSeveralSimultaneousRequestsIsAccepted() {
        Cell cell = cell("cell1");
        AtomicInteger refused = new AtomicInteger();

        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                accept(cell);
            } catch (ApiException e) {
                assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_CM_0002);
                refused.incrementAndGet();
            }
        });

        assertThat(refused).hasValue(15);
        assertThat(journal().active()).hasSize(1);
    }

    @Test
    default void aRunLocksItsCellFromItsAcceptanceToItsEnd() {
        Cell cell = cell("cell1");
        List<Consumer<Accepted>> ends = List.of(
                accepted -> fail(accepted.toImporting(1000)),
                this::complete,
                accepted -> journal().record(accepted.toCancelled(LATER)));
        for (Consumer<Accepted> end : ends) {
            Accepted accepted = accept(cell);
            unit().reopen();

            assertThatThrownBy(() -> unit().delete(cell))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error())
                                    .isEqualTo(ApiError.of(ErrorCode.PR409_CM_0002, "cell import")));
            end.accept(accepted);
        }
        assertThat(unit().delete(cell)).isTrue();
    }

    @Test
    default void aRunIsAcceptedOnlyForTheBytesThatWereExamined() {
        Cell cell = cell("cell1");
        Blob bytes = unit().snapshot(cell);
        Blob others = new Blob(new BlobId(cell.id(), "others"), bytes.size(), bytes.sha256());

        assertThatThrownBy(() ->
                        journal().accept(new NewImport(cell.id(), cell.name(), "snap", others, false, "tester", 7)))
                .isInstanceOf(SnapshotChangedException.class);
        assertThatThrownBy(() ->
                        journal().accept(new NewImport(cell.id(), cell.name(), "gone", bytes, false, "tester", 7)))
                .isInstanceOf(SnapshotChangedException.class);

        assertThat(journal().active()).isEmpty();
        ImportRun run = accept(cell).run();
        assertThat(run.snapshotBlob()).isEqualTo(bytes.id().name());
        assertThat(run.snapshotSha256()).isEqualTo(bytes.sha256());
    }

    @Test
    default void aRunThatIsBeingActivatedCannotBeCancelled() {
        Activating activating = accept(cell("cell1")).toImporting(1000).toActivating();
        ImportState.Cancelled cancelled = activating.toInterrupted(0, 0).toCancelled(LATER);
        journal().record(activating);

        assertThatThrownBy(() -> journal().record(cancelled)).isInstanceOf(LostRunException.class);
        assertThat(journal().active()).containsExactly(activating);
    }

    @Test
    default void runsIntoDifferentCellsDoNotAffectEachOther() {
        accept(cell("cell1"));
        accept(cell("cell2"));

        assertThat(journal().active()).hasSize(2);
    }

    @Test
    default void aCompletedRunMakesItsGenerationCurrent() {
        Cell cell = cell("cell1");
        Accepted accepted = accept(cell);

        complete(accepted);

        assertThat(unit().generation(cell)).hasValue(accepted.run().number());
        assertThat(journal().standing(cell.id()))
                .map(ImportState.Standing::status)
                .contains(ImportStatus.READY);
        assertThat(journal().active()).isEmpty();
    }

    @Test
    default void anEndedRunIsNeverChangedAgain() {
        Importing importing = accept(cell("cell1")).toImporting(1000);
        journal().record(importing);
        Failed failed = fail(importing);

        assertThatThrownBy(() -> journal().record(importing.at(10, 4))).isInstanceOf(LostRunException.class);
        assertThatThrownBy(() -> journal().record(importing.toActivating().toCompleted(summary(), LATER)))
                .isInstanceOf(LostRunException.class);
        assertThat(journal().standing(failed.run().cellId())).contains(failed);
    }

    @Test
    default void anAttemptThatLostItsRunCanNeitherRecordNorActivate() {
        Importing first = accept(cell("cell1")).toImporting(1000);
        journal().record(first);
        Interrupted interrupted = first.toInterrupted(10, 5);
        journal().record(interrupted);
        Importing second = interrupted.toImporting(1000);
        journal().record(second);

        assertThatThrownBy(() -> journal().record(first.at(900, 4))).isInstanceOf(LostRunException.class);
        assertThatThrownBy(() -> journal().record(first.toActivating())).isInstanceOf(LostRunException.class);
        assertThatThrownBy(() -> journal().record(first.toActivating().toCompleted(summary(), LATER)))
                .isInstanceOf(LostRunException.class);
        assertThat(state(first)).contains(second);
    }

    @Test
    default void noRunIsAcceptedForADeletedCell() {
        Cell cell = cell("cell1");
        Blob bytes = unit().snapshot(cell);
        unit().delete(cell);

        assertThatThrownBy(() ->
                        journal().accept(new NewImport(cell.id(), cell.name(), "snap", bytes, false, "tester", 7)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR404_DV_0003));
        assertThat(journal().active()).isEmpty();
    }

    @Test
    default void aCellWithAnActiveRunCannotBeDeleted() {
        Cell cell = cell("cell1");
        accept(cell);

        assertThatThrownBy(() -> unit().delete(cell))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_CM_0002));
        assertThatThrownBy(() -> unit().deleteEmpty(cell))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_CM_0002));
    }
}
