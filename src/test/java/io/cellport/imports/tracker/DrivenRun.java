package io.cellport.imports.tracker;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Attempted;
import io.cellport.imports.journal.ImportState.Cancellable;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportProgress.Version;
import io.cellport.imports.message.ImportProgress.Work;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.RunView;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A run as an importer drives it: each step goes to the journal first and is told then. One thread. */
final class DrivenRun {

    static final ImportFailure FAILURE =
            new ImportFailure(ApiError.of(ErrorCode.PR400_CM_0004, "{oops"), "10_odata/10_box.pjson", 3);

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final TrackedUnit unit;
    private boolean lost;
    private ImportState state;

    private DrivenRun(TrackedUnit unit, boolean lost, Accepted accepted) {
        this.unit = unit;
        this.lost = lost;
        this.state = accepted;
        publish(message(accepted));
    }

    static DrivenRun of(TrackedUnit unit, Cell cell) {
        return new DrivenRun(unit, false, accept(unit, cell, false));
    }

    /** None of its messages arrives. */
    static DrivenRun unheard(TrackedUnit unit, Cell cell) {
        return new DrivenRun(unit, true, accept(unit, cell, false));
    }

    static DrivenRun dry(TrackedUnit unit, Cell cell) {
        return new DrivenRun(unit, false, accept(unit, cell, true));
    }

    private static Accepted accept(TrackedUnit unit, Cell cell, boolean validateOnly) {
        return unit.journal()
                .accept(new Journal.NewImport(
                        cell.id(), cell.name(), "snap", unit.snapshot(cell), validateOnly, "tester", 7));
    }

    String importId() {
        return state.run().importId();
    }

    /** What the run records say of it now. */
    RunView report() {
        return unit.runs(state.run().cellId(), importId(), 1).get(0);
    }

    /** From here on its messages get lost. */
    DrivenRun fallSilent() {
        lost = true;
        return this;
    }

    DrivenRun begin(long totalBytes) {
        return record(((Startable) state).toImporting(totalBytes));
    }

    /** Told only, like every percentage. */
    DrivenRun at(long doneBytes) {
        state = ((Importing) state).at(doneBytes, doneBytes);
        publish(message(state));
        return this;
    }

    DrivenRun interrupt(long storedBytes) {
        return record(((Attempted) state).toInterrupted(storedBytes, storedBytes));
    }

    DrivenRun activate() {
        return record(((Importing) state).toActivating());
    }

    DrivenRun complete() {
        TreeMap<String, Long> entities = new TreeMap<>();
        entities.put("Box", 2L);
        GenerationSummary summary = new GenerationSummary(entities, 3, 4, 5);
        return record(((ImportState.Activating) activate().state)
                .toCompleted(summary, unit.clock().instant()));
    }

    DrivenRun fail() {
        return record(((Active) state).toFailed(FAILURE, unit.clock().instant()));
    }

    DrivenRun cancel() {
        return record(((Cancellable) state).toCancelled(unit.clock().instant()));
    }

    private DrivenRun record(ImportState next) {
        unit.journal().record(next);
        state = next;
        publish(message(next));
        return this;
    }

    /** The message of the present state, as it is published once more later or again. */
    ImportProgress message() {
        return message(state);
    }

    /** A message of the present attempt that claims to be the newest of all. */
    ImportProgress lateMessage(long doneBytes) {
        Progress claimed = new Progress(doneBytes, state.progress().totalBytes(), doneBytes);
        ImportProgress message = message(new Importing(state.run(), claimed));
        Version last = new Version(message.version().run(), message.version().attempt(), Long.MAX_VALUE);
        return new ImportProgress(
                message.cellId(), message.importId(), last, message.validateOnly(), message.status(), message.work());
    }

    ImportStatus inProgressAt(int percent) {
        return ImportStatus.inProgress(
                state.run().startedAt(), percent, state.run().snapshot());
    }

    ImportStatus failedAt(int percent) {
        return ImportStatus.failed(state.run().startedAt(), percent, state.run().snapshot(), FAILURE.error());
    }

    private ImportProgress message(ImportState told) {
        ImportRun run = told.run();
        Progress progress = told.progress();
        return new ImportProgress(
                run.cellId(),
                run.importId(),
                new Version(run.number(), run.attempt(), SEQUENCE.incrementAndGet()),
                run.validateOnly(),
                told instanceof ImportState.Standing standing ? standing.status() : null,
                new Work(
                        progress.doneBytes(),
                        progress.totalBytes(),
                        progress.doneEntries(),
                        unit.clock().instant()));
    }

    private void publish(ImportProgress message) {
        if (!lost) {
            deliver(message);
        }
    }

    /** Brings a message to the tracker, whatever became of the run. */
    void deliver(ImportProgress message) {
        unit.publish(message);
    }
}
