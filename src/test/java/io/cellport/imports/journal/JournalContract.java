package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.GenerationWriter;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.message.ImportStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must do. An implementation's test provides a fresh journal and the store beside it. */
public interface JournalContract {

    Instant LATER = Instant.parse("2026-01-02T03:04:05.678Z");

    Journal journal();

    CellStore store();

    /** The bytes of {@code snap.zip} of a cell, which is there from the first call on. */
    Blob snapshot(Cell cell);

    /** Opens journal and store again on the same data, as a restart does. */
    void reopen();

    @Test
    default void anAcceptedRunIsInProgressAtZeroPercent() {
        Accepted accepted = accept(cell("cell1"));

        ImportStatus status =
                journal().standing(accepted.run().cellId()).orElseThrow().status();

        assertThat(status).isEqualTo(ImportStatus.inProgress(accepted.run().startedAt(), 0, "snap"));
    }

    @Test
    default void aCellThatWasNeverImportedHasNoStanding() {
        assertThat(journal().standing(cell("cell1").id())).isEmpty();
    }

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
            reopen();

            assertThatThrownBy(() -> store().delete(cell.id()))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error())
                                    .isEqualTo(ApiError.of(ErrorCode.PR409_CM_0002, "cell import")));
            end.accept(accepted);
        }
        assertThat(store().delete(cell.id())).isTrue();
    }

    @Test
    default void aRunIsAcceptedOnlyForTheBytesThatWereExamined() {
        Cell cell = cell("cell1");
        Blob bytes = snapshot(cell);
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
    default void aRunHasEndedOnceItWasAcceptedAndIsNotActive() {
        Accepted first = accept(cell("cell1"));
        long number = first.run().number();
        assertThat(journal().hasEnded(number)).isFalse();

        fail(first.toImporting(1000));

        assertThat(journal().hasEnded(number)).isTrue();
        assertThat(journal().hasEnded(number + 1)).as("never accepted").isFalse();
        journal().record(accept(cell("cell2")).toCancelled(LATER));
        journal().forgetEndedBefore(LATER.plusSeconds(1));
        assertThat(journal().hasEnded(number + 1)).as("forgotten").isTrue();
    }

    @Test
    default void runsIntoDifferentCellsDoNotAffectEachOther() {
        accept(cell("cell1"));
        accept(cell("cell2"));

        assertThat(journal().active()).hasSize(2);
    }

    @Test
    default void aCompletedRunMakesItsGenerationCurrent() {
        Accepted accepted = accept(cell("cell1"));
        String cellId = accepted.run().cellId();
        try (GenerationWriter writer = store().build(cellId, accepted.run().number())) {
            writer.write(List.of(), Checkpoint.START);
            writer.seal(() -> {});
        }

        complete(accepted);

        assertThat(store().current(cellId)).hasValueSatisfying(current -> {
            assertThat(current.number()).isEqualTo(accepted.run().number());
            current.close();
        });
        assertThat(journal().standing(cellId)).map(ImportState.Standing::status).contains(ImportStatus.READY);
        assertThat(journal().active()).isEmpty();
    }

    @Test
    default void everyStateIsReadBackAsItWasWritten() {
        Accepted accepted = accept(cell("cell1"));
        assertThat(state(accepted)).contains(accepted);
        Importing importing = accepted.toImporting(1000).at(420, 4);
        Completed completed = importing.toActivating().toCompleted(summary(), LATER);
        for (ImportState state : List.of(
                importing,
                importing.toInterrupted(500, 5),
                importing.toInterrupted(500, 5).toImporting(1000),
                importing.toInterrupted(500, 5).toImporting(1000).toActivating())) {
            journal().record(state);
            reopen();
            assertThat(state(accepted)).contains(state);
        }
        assertThatThrownBy(() -> journal().record(completed)).isInstanceOf(LostRunException.class);
    }

    @Test
    default void aFailureIsKeptWithItsCodeAndPlaceAfterARestart() {
        Failed failed = fail(accept(cell("cell1")).toImporting(1000).at(420, 4));

        reopen();

        assertThat(journal().standing(failed.run().cellId())).contains(failed);
        assertThat(failed.status().percent()).isEqualTo(42);
    }

    @Test
    default void aNewRunHidesTheOldFailureAtOnce() {
        Cell cell = cell("cell1");
        fail(accept(cell).toImporting(1000));

        Accepted second = accept(cell);

        assertThat(journal().standing(cell.id())).contains(second);
    }

    @Test
    default void aCancelledRunFallsBackToTheFailureBeforeIt() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell).toImporting(1000));

        journal().record(accept(cell).toCancelled(LATER));

        assertThat(journal().standing(cell.id())).contains(failed);
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
    default void aDryRunEndsWithoutAnActivationAndDecidesNoStatus() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell).toImporting(1000));
        Accepted dry = accept(cell, true);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(journal().active(cell.id())).contains(dry);
        complete(dry);

        assertThat(journal().standing(cell.id())).contains(failed);
        assertThat(store().current(cell.id())).isEmpty();
    }

    @Test
    default void theHistoryIsNewestFirstAndBounded() {
        Cell cell = cell("cell1");
        Failed first = fail(accept(cell));
        Failed second = fail(accept(cell));
        Accepted third = accept(cell);

        assertThat(journal().history(cell.id(), 2)).extracting(RunRecord::state).containsExactly(third, second);
        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .contains(first);
        assertThat(journal().history(cell("cell2").id(), 10)).isEmpty();
    }

    @Test
    default void aRecordKnowsWhenItsFirstAttemptBegan() {
        Accepted accepted = accept(cell("cell1"));
        String cellId = accepted.run().cellId();
        assertThat(journal().history(cellId, 1).get(0).begunAt()).isNull();
        Importing importing = accepted.toImporting(1000);
        journal().record(importing);
        Instant begunAt = journal().history(cellId, 1).get(0).begunAt();

        journal().record(importing.toInterrupted(1, 1));
        journal().record(importing.toInterrupted(1, 1).toImporting(1000));

        assertThat(begunAt).isNotNull();
        assertThat(journal().history(cellId, 1).get(0).begunAt()).isEqualTo(begunAt);
    }

    @Test
    default void oldRunsAreForgottenButNotTheOneThatDecidesTheStatus() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        Failed standing = fail(accept(cell));
        journal().record(accept(cell).toCancelled(LATER));

        journal().forgetEndedBefore(LATER.plusSeconds(1));

        assertThat(journal().history(cell.id(), 10))
                .extracting(RunRecord::state)
                .containsExactly(standing);
    }

    @Test
    default void activeRunsAreListedOldestFirst() {
        Accepted first = accept(cell("cell1"));
        Accepted second = accept(cell("cell2"));
        fail(accept(cell("cell3")));

        assertThat(journal().active()).containsExactly(first, second);
    }

    @Test
    default void noRunIsAcceptedForADeletedCell() {
        Cell cell = cell("cell1");
        Blob bytes = snapshot(cell);
        store().delete(cell.id());

        assertThatThrownBy(() ->
                        journal().accept(new NewImport(cell.id(), cell.name(), "snap", bytes, false, "tester", 7)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR404_DV_0003));
        assertThat(journal().active()).isEmpty();
    }

    @Test
    default void aCellWithAnActiveRunCannotBeDeleted() {
        Accepted accepted = accept(cell("cell1"));

        assertThatThrownBy(() -> store().delete(accepted.run().cellId()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_CM_0002));
        assertThatThrownBy(() -> store().deleteEmpty(accepted.run().cellId()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR409_CM_0002));
    }

    private Optional<ImportState> state(ImportState state) {
        return journal().record(state.run().cellId(), state.run().importId()).map(RunRecord::state);
    }

    private Cell cell(String name) {
        return store().create(name);
    }

    private Accepted accept(Cell cell) {
        return accept(cell, false);
    }

    private Accepted accept(Cell cell, boolean validateOnly) {
        return journal()
                .accept(new NewImport(cell.id(), cell.name(), "snap", snapshot(cell), validateOnly, "tester", 7));
    }

    private Failed fail(ImportState.Active state) {
        Failed failed = state.toFailed(
                new ImportFailure(ApiError.of(ErrorCode.PR400_CM_0004, "{oops"), "10_odata/10_box.pjson", 3), LATER);
        journal().record(failed);
        return failed;
    }

    private void complete(Accepted accepted) {
        Importing importing = accepted.toImporting(1000);
        journal().record(importing);
        journal().record(importing.toActivating());
        journal().record(importing.toActivating().toCompleted(summary(), LATER));
    }

    private static GenerationSummary summary() {
        TreeMap<String, Long> entities = new TreeMap<>();
        entities.put("Box", 2L);
        return new GenerationSummary(entities, 3, 4, 5);
    }
}
