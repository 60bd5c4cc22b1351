package io.cellport.imports.importer;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Cancellable;
import io.cellport.imports.journal.ImportState.Cancelled;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.LostRunException;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.imports.message.CancelImport;
import io.cellport.imports.message.ImportAccepted;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels runs by one transaction in the journal, whatever the run is doing and whether or not it is being executed.
 * The thread that executes it finds out afterwards. Blocks; safe for several threads.
 */
final class Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final ImporterContext context;
    private final RunPool runs;
    private final boolean isShared;

    /** @param isShared whether other processes may execute runs that are not in {@code runs} */
    Cancellation(ImporterContext context, RunPool runs, boolean isShared) {
        this.context = context;
        this.runs = runs;
        this.isShared = isShared;
    }

    /**
     * Cancels the active run of a cell. When this returns, the end is in the journal.
     *
     * @throws io.cellport.error.ApiException {@code PR404-CM-0001} if there is none, {@code PR409-CM-0003} if it is too
     *     late, {@code PR503-SV-0005} if the disk is full; then the run goes on
     */
    ImportAccepted cancel(CancelImport request) {
        while (true) {
            Active found = context.journal()
                    .active(request.cellId())
                    .orElseThrow(() -> ApiException.of(ErrorCode.PR404_CM_0001));
            Optional<RunExecution> execution = runs.find(found.run().importId());
            try {
                context.publisher().record(cancelled(found, execution));
            } catch (LostRunException changed) {
                // The run has made a step, or ended, since it was found.
                continue;
            }
            String importId = found.run().importId();
            LOG.info(
                    "[{}] import {} into {} is cancelled",
                    request.requestKey(),
                    importId,
                    found.run().cellName());
            // The execution is looked up again, because the run may have been accepted only a moment ago.
            runs.find(importId).ifPresentOrElse(this::stop, () -> new RunEnd(context, found.run()).cancelled());
            return new ImportAccepted(importId);
        }
    }

    private Cancelled cancelled(Active found, Optional<RunExecution> execution) {
        if (execution.isEmpty()) {
            return abandoned(found).toCancelled(context.now());
        }
        Active known = execution
                .map(RunExecution::state)
                .filter(state -> state.run().attempt() == found.run().attempt())
                .orElse(found);
        boolean isTooLate = execution.get().isCompleting() || !(found instanceof Cancellable);
        if (isTooLate || !(known instanceof Cancellable cancellable)) {
            throw ApiException.of(ErrorCode.PR409_CM_0003);
        }
        return cancellable.toCancelled(context.now());
    }

    /** A run that no thread executes can be cancelled even while it is activating: nothing will complete it. */
    private Cancellable abandoned(Active found) {
        if (found instanceof Activating activating) {
            if (isShared) {
                throw ApiException.of(ErrorCode.PR409_CM_0003);
            }
            Interrupted interrupted = activating.toInterrupted(
                    found.progress().doneBytes(), found.progress().doneEntries());
            context.publisher().record(interrupted);
            return interrupted;
        }
        return (Cancellable) found;
    }

    private void stop(RunExecution execution) {
        execution.stop(Reason.CANCEL);
        if (runs.withdraw(execution)) {
            new RunEnd(context, execution.run()).cancelled();
        }
    }
}
