package io.cellport.imports.importer;

import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.LostRunException;
import io.cellport.imports.loader.StopSignal;
import io.cellport.storage.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the states of one run, for as long as it takes: a journal that cannot be written, because the disk is full or
 * somebody makes a backup of it, is waited for and never a reason to fail. Until then the run counts as it did before.
 * Blocks; one thread.
 */
final class StepRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(StepRecorder.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ProgressPublisher publisher;
    private final ImportRun run;
    private final StopSignal stop;
    private boolean waiting;

    StepRecorder(ProgressPublisher publisher, ImportRun run, StopSignal stop) {
        this.publisher = publisher;
        this.run = run;
        this.stop = stop;
    }

    /**
     * Records a step of a run; while it waits, trackers are told that the run is still in {@code before}.
     *
     * @throws LostRunException if the run is not ours any more
     * @throws StopSignal.StoppedException if the run is to stop before the step could be recorded
     */
    void step(Active before, ImportState next) {
        while (true) {
            try {
                publisher.record(next);
                waiting = false;
                return;
            } catch (StoreException | ApiException e) {
                warnOnce(e);
            }
            stop.check();
            publisher.publish(before);
            stop.sleep(RETRY);
        }
    }

    /**
     * Records how an attempt ends, whatever is thrown on the way, memory that has run out included.
     *
     * @return the end; empty if the server shuts down before it could be recorded
     * @throws LostRunException if the run is not ours any more
     */
    <T extends ImportState> Optional<T> end(Supplier<T> end) {
        while (true) {
            try {
                T state = end.get();
                publisher.record(state);
                return Optional.of(state);
            } catch (LostRunException e) {
                throw e;
            } catch (Throwable anything) {
                warnOnce(anything);
            }
            if (stop.isShutDownWithin(RETRY)) {
                return Optional.empty();
            }
        }
    }

    private void warnOnce(Throwable failure) {
        if (!waiting) {
            waiting = true;
            LOG.warn(
                    "import {} into {} waits for the journal: {}",
                    run.importId(),
                    run.cellName(),
                    FailureReason.words(failure),
                    failure);
        }
    }
}
