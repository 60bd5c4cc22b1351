package io.cellport.importer;

import io.cellport.error.FailureReason;
import io.cellport.importer.StopSignal.Reason;
import io.cellport.importer.StopSignal.StoppedException;
import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.SnapshotArchive;
import io.cellport.store.Checkpoint;
import io.cellport.store.StoreException;
import io.cellport.tracker.ImportFailure;
import io.cellport.tracker.ImportRun;
import io.cellport.tracker.ImportState.Activating;
import io.cellport.tracker.ImportState.Active;
import io.cellport.tracker.ImportState.Attempted;
import io.cellport.tracker.ImportState.Cancellable;
import io.cellport.tracker.ImportState.Completed;
import io.cellport.tracker.ImportState.Ended;
import io.cellport.tracker.ImportState.Importing;
import io.cellport.tracker.ImportState.Startable;
import io.cellport.tracker.LostRunException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one run, from its snapshot to an activated generation. Blocks the thread that calls {@link #execute};
 * {@link #cancel} and {@link #shutDown} may be called from any thread.
 */
final class RunExecution {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final ImporterContext context;
    private final RunEnd end;
    private final Startable start;
    private final ImportRun run;
    private final StopSignal stop = new StopSignal();
    private Phase phase = Phase.WAITING;
    private volatile Active state;

    private enum Phase {
        WAITING,
        WORKING,
        ACTIVATING,
        ENDED
    }

    RunExecution(ImporterContext context, Startable start) {
        this.context = context;
        this.end = new RunEnd(context, stop);
        this.start = start;
        this.run = start.run();
        this.state = start;
    }

    ImportRun run() {
        return run;
    }

    /**
     * Calls the run off: a waiting one at once, a working one at its next row or heartbeat.
     *
     * @return false if it is too late
     */
    synchronized boolean cancel() {
        if (phase == Phase.WAITING) {
            phase = Phase.ENDED;
            end.record(start.toCancelled(context.now()));
            return true;
        }
        if (phase == Phase.WORKING) {
            stop.stop(Reason.CANCEL);
            return stop.isFor(Reason.CANCEL);
        }
        return false;
    }

    /** Has a working run interrupted at its next row or heartbeat; a waiting one just stays accepted. */
    void shutDown() {
        stop.stop(Reason.SHUTDOWN);
    }

    /** Runs to an end or an interruption, and has that in the journal. Throws nothing. */
    void execute() {
        if (!enter(Phase.WAITING, Phase.WORKING)) {
            return;
        }
        try {
            stop.check();
            importSnapshot();
        } catch (LostRunException e) {
            LOG.info("import {} is no longer ours", run.importId());
        } catch (StoppedException e) {
            stopped(e.reason());
        } catch (EntryFailedException e) {
            fail(at(e.reached()), e.failure());
        } catch (ApiException e) {
            if (e.getCause() != null) {
                LOG.warn("import {} into {}: {}", run.importId(), run.cellName(), FailureReason.words(e));
            }
            fail(state, ImportFailure.of(e.error()));
        } catch (StoreException e) {
            LOG.error("import {} failed in the store", run.importId(), e);
            fail(state, ImportFailure.of(ErrorCode.PR500_CM_0002.with("store cell content")));
        } catch (RuntimeException e) {
            LOG.error("import {} failed", run.importId(), e);
            fail(state, ImportFailure.of(ErrorCode.PR500_SV_0000.with()));
        }
    }

    /** Ends the run as failed, unless somebody has been told before that it is called off. */
    private void fail(Active last, ImportFailure failure) {
        Ended ended;
        synchronized (this) {
            ended = stop.isFor(Reason.CANCEL) && last instanceof Cancellable cancellable
                    ? cancellable.toCancelled(context.now())
                    : last.toFailed(failure, context.now());
            phase = Phase.ENDED;
        }
        end.record(ended);
    }

    private synchronized boolean enter(Phase from, Phase to) {
        if (phase != from) {
            return false;
        }
        phase = to;
        return true;
    }

    private void importSnapshot() {
        Completed completed;
        try (SnapshotArchive archive = context.openSnapshot(run.cellId(), run.snapshot(), stop)) {
            Importing importing = start.toImporting(archive.totalBytes());
            record(importing);
            GenerationBuild build = new GenerationBuild(context, run, stop, this::moved);
            completed = activate(importing, build.from(archive));
        }
        end.swept(completed);
    }

    private Completed activate(Importing importing, GenerationBuild.Result built) {
        synchronized (this) {
            stop.check();
            phase = Phase.ACTIVATING;
        }
        Checkpoint reached = built.reached();
        Activating activating = importing
                .at(importing.progress().totalBytes(), reached.doneEntries())
                .toActivating();
        record(activating);
        Completed completed = activating.toCompleted(built.summary(), context.now());
        context.reporter().record(completed);
        return completed;
    }

    /** Tells how far the run is: only what is stored, so that a crash cannot make the percentage go down. */
    private void moved(Checkpoint stored) {
        state = at(stored);
        context.reporter().tell(state);
    }

    /** The state with that much read: what is not stored as well may be told as part of an end only. */
    private Active at(Checkpoint reached) {
        return state instanceof Importing importing ? importing.at(reached.doneBytes(), reached.doneEntries()) : state;
    }

    private void record(Active step) {
        state = step;
        context.reporter().record(step);
    }

    private void stopped(Reason reason) {
        Active last = state;
        if (reason == Reason.CANCEL && last instanceof Cancellable cancellable) {
            end.record(cancellable.toCancelled(context.now()));
        } else if (last instanceof Attempted attempted) {
            end.interrupted(attempted.toInterrupted(
                    last.progress().doneBytes(), last.progress().doneEntries()));
        }
    }
}
