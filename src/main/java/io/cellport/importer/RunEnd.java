package io.cellport.importer;

import io.cellport.tracker.ImportRun;
import io.cellport.tracker.ImportState;
import io.cellport.tracker.ImportState.Completed;
import io.cellport.tracker.ImportState.Ended;
import io.cellport.tracker.ImportState.Failed;
import io.cellport.tracker.ImportState.Interrupted;
import io.cellport.tracker.LostRunException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an attempt to its end: the journal first, for as long as it takes, then the leftovers. Until the journal has the
 * end, the run counts as in progress, and the next start takes it up. Blocks; throws nothing.
 */
final class RunEnd {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ImporterContext context;
    private final StopSignal stop;

    RunEnd(ImporterContext context, StopSignal stop) {
        this.context = context;
        this.stop = stop;
    }

    /** Records an end and sweeps what the run leaves behind. */
    void record(Ended end) {
        if (isRecorded(end)) {
            swept(end);
        }
    }

    /** Records that the run is to go on at the next start. */
    void interrupted(Interrupted state) {
        if (isRecorded(state)) {
            LOG.info(
                    "import {} interrupted at {}%",
                    state.run().importId(), state.progress().percent());
        }
    }

    /** Deletes the generations that an end leaves over; what fails here is left to the next start. */
    void swept(Ended end) {
        ImportRun run = end.run();
        if (end instanceof Failed failed) {
            String code = failed.failure().error().code().code();
            LOG.warn(
                    "import {} failed with {}{}",
                    run.importId(),
                    code,
                    failed.failure().place());
        } else {
            LOG.info("import {} of {} into {}: {}", run.importId(), run.snapshot(), run.cellName(), end.name());
        }
        try {
            deleteLeftovers(end);
        } catch (RuntimeException e) {
            LOG.error("leftovers of import {} could not be deleted", run.importId(), e);
        }
    }

    /** Another run may have the cell by now: only what this one, or one before it, has built is deleted. */
    private void deleteLeftovers(Ended end) {
        ImportRun run = end.run();
        if (end instanceof Completed && !run.validateOnly()) {
            context.store().discardOlder(run.cellId(), run.number());
        } else {
            context.store().discard(run.cellId(), run.number());
        }
    }

    private boolean isRecorded(ImportState state) {
        while (true) {
            try {
                context.reporter().record(state);
                return true;
            } catch (LostRunException e) {
                LOG.info("import {} is no longer ours", state.run().importId());
                return false;
            } catch (RuntimeException e) {
                LOG.error(
                        "end of import {} could not be journalled", state.run().importId(), e);
            }
            if (stop.isShutDownWithin(RETRY)) {
                return false;
            }
        }
    }
}
