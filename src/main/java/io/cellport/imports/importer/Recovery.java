package io.cellport.imports.importer;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureKind;
import io.cellport.error.FailureReason;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Attempted;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the runs that the last stop cut off: each goes on from its last checkpoint, unless it has had too many
 * attempts. Call it before any request is accepted. Blocks; for one thread.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    static final ImportFailure GIVEN_UP = ImportFailure.of(ApiError.of(ErrorCode.PR500_MC_0001));

    private final ImporterContext context;
    private final int maxAttempts;

    Recovery(ImporterContext context, int maxAttempts) {
        this.context = context;
        this.maxAttempts = maxAttempts;
    }

    /** The runs to execute, oldest first. This works on a full disk, too. */
    List<RunExecution> resumable() {
        List<RunExecution> resumable = new ArrayList<>();
        for (Active state : context.journal().active()) {
            Startable startable = interrupt(state);
            boolean isHopeless = startable.run().attempt() >= maxAttempts && !(startable instanceof Accepted);
            if (!isHopeless) {
                resumable.add(RunExecution.resumed(context, startable));
            } else if (!isGivenUp(startable)) {
                resumable.add(RunExecution.givingUp(context, startable, GIVEN_UP));
            }
        }
        return resumable;
    }

    /**
     * Brings a run into a state from which an attempt can begin. A run that has not begun, or is interrupted already,
     * is in such a state. Any other was cut off by a crash: it becomes interrupted, at the checkpoint of its
     * generation. If the journal cannot be written, the run goes on all the same, and trackers learn of the
     * interruption by a message only.
     */
    private Startable interrupt(Active state) {
        if (state instanceof Startable startable) {
            return startable;
        }
        Checkpoint stored = stored(state);
        Interrupted interrupted = ((Attempted) state).toInterrupted(stored.doneBytes(), stored.doneEntries());
        try {
            context.publisher().record(interrupted);
        } catch (StoreException | ApiException e) {
            // The next attempt may also take over from a run that the journal has as importing.
            LOG.warn("the interruption of import {} could not be recorded: {}", id(state), FailureReason.words(e));
            context.publisher().publishUnlessShared(interrupted);
        }
        return interrupted;
    }

    /**
     * How far the unfinished generation is: at least as far as the percentage that clients have seen. Whether the disk
     * has lost some of it, the attempt finds out: that takes as long as reading all of it, and would delay the start.
     * If the log cannot be read, this is the start; if it is damaged, it is deleted too, so that the attempt builds a
     * new one.
     */
    private Checkpoint stored(Active state) {
        ImportRun run = state.run();
        try {
            return context.store().checkpoint(run.cellId(), run.number());
        } catch (ApiException | StoreException e) {
            boolean isDamaged = FailureReason.of(e)
                    .filter(reason -> reason.kind() == FailureKind.DAMAGED)
                    .isPresent();
            LOG.error("generation of import {} is unreadable: {}", id(state), FailureReason.words(e), e);
            if (isDamaged) {
                context.store().discard(run.cellId(), run.number());
            }
            return Checkpoint.START;
        }
    }

    private boolean isGivenUp(Startable state) {
        LOG.warn("import {} given up after {} attempts", id(state), state.run().attempt());
        try {
            context.publisher().record(state.toFailed(GIVEN_UP, context.now()));
            return true;
        } catch (StoreException | ApiException e) {
            LOG.warn("the end of import {} could not be recorded: {}", id(state), FailureReason.words(e));
            return false;
        }
    }

    private static String id(Active state) {
        return state.run().importId();
    }

    /** Deletes what ended runs have left. If that fails, it is logged. */
    void sweepQuietly() {
        try {
            sweep();
        } catch (StoreException | ApiException e) {
            LOG.error("leftovers could not be deleted; the next start tries again", e);
        }
    }

    /** Deletes generations of ended runs that are not current. Numbers that the journal never gave out are kept. */
    private void sweep() {
        context.store().sweepDeletedCells();
        for (Cell cell : context.store().list()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            for (long number : context.store().numbers(cell.id())) {
                if (context.journal().hasEnded(number)) {
                    context.store().discard(cell.id(), number);
                }
            }
        }
    }
}
