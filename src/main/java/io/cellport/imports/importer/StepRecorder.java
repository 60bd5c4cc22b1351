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
 * Journals the states of one run. If the journal cannot be written, because the disk is full or a backup is being made,
 * it waits as long as that takes: this is never a reason to fail. Meanwhile the run stays in its previous state.
 * Blocks; for one thread.
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
     * Records a step of a run. While it waits, it publishes again and again that the run is still in {@code before}.
     *
     * @throws LostRunException if another attempt owns the run or it has ended
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
            publisher.publishUnlessShared(before);
            stop.sleep(RETRY);
        }
    }

    /**
     * Records how an attempt ends. Anything thrown on the way, even for want of memory, leads to another try.
     *
     * @return the end; empty if the server shuts down before the end could be recorded
     * @throws LostRunException if another attempt owns the run or it has ended
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
