package io.cellport.imports.journal;

import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Cancelled;
import io.cellport.imports.journal.ImportState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A journal in memory that can be stopped on both sides of each commit and of each read. What is done there may throw,
 * so that nobody learns what became of the change. For one thread.
 */
final class ScriptedJournal implements Journal {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final NavigableMap<Long, ImportState> runs = new TreeMap<>();

    /** What happens before and after a commit, and before and after a read of a standing. */
    Runnable beforeCommit = () -> {};

    Runnable afterCommit = () -> {};
    /** Told of each commit. */
    Consumer<ImportState> onCommit = state -> {};

    Runnable beforeRead = () -> {};
    Runnable afterRead = () -> {};

    @Override
    public Accepted accept(NewImport request) {
        beforeCommit.run();
        if (active(request.cellId()).isPresent()) {
            throw ApiException.of(ErrorCode.PR409_CM_0002, "cell import");
        }
        ImportRun run = NumberedRuns.run(request.cellId(), runs.size() + 1L, START, request.validateOnly());
        Accepted accepted = new Accepted(run, Progress.NONE);
        commit(accepted);
        afterCommit.run();
        return accepted;
    }

    @Override
    public void record(ImportState state) {
        beforeCommit.run();
        ImportState present = runs.get(state.run().number());
        if (!(present instanceof Active)) {
            throw new LostRunException(state.run());
        }
        commit(state);
        afterCommit.run();
    }

    private void commit(ImportState state) {
        runs.put(state.run().number(), state);
        onCommit.accept(state);
    }

    /** What a poll would be told if it saw everything. */
    Optional<Standing> truth(String cellId) {
        return runs.descendingMap().values().stream()
                .filter(state -> state.run().cellId().equals(cellId))
                .filter(state -> !state.run().validateOnly() && !(state instanceof Cancelled))
                .findFirst()
                .map(Standing.class::cast);
    }

    @Override
    public Optional<Standing> standing(String cellId) {
        beforeRead.run();
        Optional<Standing> standing = truth(cellId);
        afterRead.run();
        return standing;
    }

    @Override
    public Optional<Active> active(String cellId) {
        return active().stream()
                .filter(state -> state.run().cellId().equals(cellId))
                .findFirst();
    }

    @Override
    public List<Active> active() {
        List<Active> active = new ArrayList<>();
        for (ImportState state : runs.values()) {
            if (state instanceof Active running) {
                active.add(running);
            }
        }
        return active;
    }

    @Override
    public Optional<ImportState> contentDamaged(GenerationId damaged) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasEnded(long number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunRecord> history(String cellId, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunRecord> record(String cellId, String importId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forgetEndedBefore(Duration age) {
        throw new UnsupportedOperationException();
    }
}
