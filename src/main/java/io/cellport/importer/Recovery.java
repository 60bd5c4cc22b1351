package io.cellport.importer;

import io.cellport.error.FailureReason;
import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import io.cellport.store.Cell;
import io.cellport.store.Checkpoint;
import io.cellport.store.GenerationWriter;
import io.cellport.store.StoreException;
import io.cellport.tracker.ImportFailure;
import io.cellport.tracker.ImportState;
import io.cellport.tracker.ImportState.Active;
import io.cellport.tracker.ImportState.Attempted;
import io.cellport.tracker.ImportState.Startable;
import io.cellport.tracker.Journal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does about the runs that the last stop cut off: each goes on from its last checkpoint, unless it has
 * been tried too often. Blocks; runs before any request is accepted.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Journal journal;
    private final ImporterContext context;
    private final int maxAttempts;

    Recovery(Journal journal, ImporterContext context, int maxAttempts) {
        this.journal = journal;
        this.context = context;
        this.maxAttempts = maxAttempts;
    }

    /** Sweeps leftovers and returns the runs to start, oldest first. */
    List<Startable> resumable() {
        List<Startable> resumable = new ArrayList<>();
        List<Active> active = journal.active();
        for (Active state : active) {
            Startable startable = interrupt(state);
            if (startable.run().attempt() >= maxAttempts && !(startable instanceof ImportState.Accepted)) {
                giveUp(startable);
            } else {
                resumable.add(startable);
            }
        }
        sweep();
        return resumable;
    }

    private Startable interrupt(Active state) {
        if (state instanceof Startable startable) {
            return startable;
        }
        ImportState.Interrupted interrupted = interrupted((Attempted) state);
        journal.record(interrupted);
        return interrupted;
    }

    /** With what is in the unfinished generation: the percentage that clients have seen, or more. */
    private ImportState.Interrupted interrupted(Attempted state) {
        try (GenerationWriter generation =
                context.store().build(state.run().cellId(), state.run().number())) {
            Checkpoint stored = generation.checkpoint();
            return state.toInterrupted(stored.doneBytes(), stored.doneEntries());
        } catch (StoreException e) {
            LOG.error(
                    "generation of import {} is unreadable and is built anew",
                    state.run().importId(),
                    e);
            context.store().discard(state.run().cellId(), state.run().number());
            return state.toInterrupted(0, 0);
        } catch (ApiException e) {
            LOG.warn(
                    "generation of import {} cannot be opened now: {}",
                    state.run().importId(),
                    FailureReason.words(e));
            return state.toInterrupted(
                    state.progress().doneBytes(), state.progress().doneEntries());
        }
    }

    private void giveUp(Startable state) {
        LOG.warn(
                "import {} given up after {} attempts",
                state.run().importId(),
                state.run().attempt());
        ImportFailure failure = ImportFailure.of(ErrorCode.PR500_MC_0001.with());
        context.reporter().record(state.toFailed(failure, context.now()));
    }

    /** Deletes the generations of runs that have ended without them; what no run on record has built stays. */
    private void sweep() {
        context.store().sweepDeletedCells();
        for (Cell cell : context.store().list()) {
            for (long number : context.store().numbers(cell.id())) {
                if (journal.hasEnded(number)) {
                    context.store().discard(cell.id(), number);
                }
            }
        }
    }
}
