package io.cellport.imports.importer;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationWriter;
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
 * What a start does about the runs that the last stop cut off: each goes on from its last checkpoint, unless it has
 * been tried too often. Blocks; runs before any request is accepted.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final ImportFailure GIVEN_UP = ImportFailure.of(ApiError.of(ErrorCode.PR500_MC_0001));

    private final ImporterContext context;
    private final int maxAttempts;

    Recovery(ImporterContext context, int maxAttempts) {
        this.context = context;
        this.maxAttempts = maxAttempts;
    }

    /** Sweeps leftovers and returns the runs to execute, oldest first. Needs no room on the disk. */
    List<RunExecution> resumable() {
        List<RunExecution> resumable = new ArrayList<>();
        for (Active state : context.journal().active()) {
            Startable startable = interrupt(state);
            boolean isHopeless = startable.run().attempt() >= maxAttempts && !(startable instanceof Accepted);
            if (!isHopeless) {
                resumable.add(RunExecution.resumed(context, startable));
            } else if (!isGivenUp(startable)) {
                resumable.add(RunExecution.thatGivesUp(context, startable, GIVEN_UP));
            }
        }
        try {
            sweep();
        } catch (StoreException e) {
            LOG.error("leftovers could not be deleted; the next start tries again", e);
        }
        return resumable;
    }

    private Startable interrupt(Active state) {
        if (state instanceof Startable startable) {
            return startable;
        }
        Checkpoint stored = stored(state);
        Interrupted interrupted = ((Attempted) state).toInterrupted(stored.doneBytes(), stored.doneEntries());
        try {
            context.publisher().record(interrupted);
        } catch (StoreException | ApiException e) {
            // The next attempt takes over from a run that is on record as importing, too.
            LOG.warn("the interruption of import {} could not be recorded: {}", id(state), FailureReason.words(e));
            context.publisher().publish(interrupted);
        }
        return interrupted;
    }

    /** What is in the unfinished generation: the percentage that clients have seen, or more. */
    private Checkpoint stored(Active state) {
        ImportRun run = state.run();
        try (GenerationWriter generation = context.store().build(run.cellId(), run.number())) {
            return generation.checkpoint();
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

    /** Deletes the generations of runs that have ended without them; what no run on record has built stays. */
    private void sweep() {
        context.store().sweepDeletedCells();
        for (Cell cell : context.store().list()) {
            for (long number : context.store().numbers(cell.id())) {
                if (context.journal().hasEnded(number)) {
                    context.store().discard(cell.id(), number);
                }
            }
        }
    }
}
