package io.cellport.imports.journal;

import io.cellport.cell.generation.GenerationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A journal whose changes can be seen in a {@link JournalView} before they return. Blocks; safe for several threads.
 */
public final class ViewedJournal implements Journal {

    private final Journal journal;
    private final JournalView view;

    private final BiConsumer<String, Runnable> completing;

    /** @param view the view of the same journal, which nobody else changes */
    public ViewedJournal(Journal journal, JournalView view) {
        this(journal, view, (cellName, completion) -> completion.run());
    }

    /**
     * The same for somebody who has to know which content cells have.
     *
     * @param completing is told of the name before a cell gets other content, and runs that; until it has been run,
     *     nobody is sure which content the cell has. It must not block otherwise.
     */
    public ViewedJournal(Journal journal, JournalView view, BiConsumer<String, Runnable> completing) {
        this.journal = journal;
        this.view = view;
        this.completing = completing;
    }

    @Override
    public ImportState.Accepted accept(NewImport request) {
        return view.changing(request.cellId(), () -> journal.accept(request));
    }

    @Override
    public void record(ImportState state) {
        Runnable change = () -> view.changing(state.run().cellId(), () -> {
            journal.record(state);
            return state;
        });
        if (state instanceof ImportState.Completed) {
            completing.accept(state.run().cellName(), change);
        } else {
            change.run();
        }
    }

    @Override
    public Optional<ImportState> contentDamaged(GenerationId damaged) {
        return view.changing(damaged.cellId(), () -> journal.contentDamaged(damaged));
    }

    @Override
    public Optional<ImportState.Standing> standing(String cellId) {
        return journal.standing(cellId);
    }

    @Override
    public List<ImportState.Active> active() {
        return journal.active();
    }

    @Override
    public Optional<ImportState.Active> active(String cellId) {
        return journal.active(cellId);
    }

    @Override
    public boolean hasEnded(long number) {
        return journal.hasEnded(number);
    }

    @Override
    public List<RunRecord> history(String cellId, int limit) {
        return journal.history(cellId, limit);
    }

    @Override
    public Optional<RunRecord> record(String cellId, String importId) {
        return journal.record(cellId, importId);
    }

    /** Changes no status: what decides one is not forgotten. */
    @Override
    public void forgetEndedBefore(Duration age) {
        journal.forgetEndedBefore(age);
    }
}
