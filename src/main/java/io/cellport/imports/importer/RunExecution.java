package io.cellport.imports.importer;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.error.ApiException;
import io.cellport.imports.journal.GoneGenerationException;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Activating;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Attempted;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Startable;
import io.cellport.imports.journal.LostRunException;
import io.cellport.imports.loader.EntryFailedException;
import io.cellport.imports.loader.StopSignal;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.imports.loader.StopSignal.StoppedException;
import io.cellport.snapshot.zip.SnapshotArchive;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one run, from its snapshot to an activated generation. A run is cancelled in the journal: the
 * execution finds out at its next step, or at its next row if {@link #stop} is called. One thread calls
 * {@link #execute}, which blocks until the attempt has ended; any thread may call the other methods. Blocks; safe for
 * several threads.
 */
final class RunExecution {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private static final Duration LOOK_FOR_ROOM_EVERY = Duration.ofSeconds(1);

    /** How often what was built may be lost between its upload and the activation. */
    private static final int MOST_BUILDS = 3;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final ImporterContext context;
    private final Startable start;
    private final boolean isResumed;
    private final Optional<ImportFailure> givenUp;
    private final ImportRun run;
    private final StopSignal stop = new StopSignal();
    private final StepRecorder recorder;
    private final RunEnd end;
    private volatile Active state;
    private volatile boolean completing;
    private volatile long aliveAt = System.nanoTime();

    private RunExecution(ImporterContext context, Startable start, boolean isResumed, Optional<ImportFailure> givenUp) {
        this.context = context;
        this.isResumed = isResumed;
        this.givenUp = givenUp;
        this.start = start;
        this.run = start.run();
        this.state = start;
        this.recorder = new StepRecorder(context.publisher(), run, stop);
        this.end = new RunEnd(context, run);
    }

    /** The first execution of a run that this process has just accepted. */
    static RunExecution of(ImporterContext context, Accepted accepted) {
        return new RunExecution(context, accepted, false, Optional.empty());
    }

    /** The execution of a run that an earlier process accepted and did not end. */
    static RunExecution resumed(ImporterContext context, Startable start) {
        return new RunExecution(context, start, true, Optional.empty());
    }

    /** An execution that only journals the failure of the run. */
    static RunExecution givingUp(ImporterContext context, Startable start, ImportFailure failure) {
        return new RunExecution(context, start, true, Optional.of(failure));
    }

    ImportRun run() {
        return run;
    }

    /** How far the run is by now. */
    Active state() {
        return state;
    }

    /** Time since the thread of the run gave a sign of life. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - aliveAt);
    }

    /** Whether it has ended because the disk of this node has no room for it. */
    boolean hasFoundNoRoom() {
        return stop.isFor(Reason.NO_ROOM);
    }

    /** Whether the run is about to be activated, so that it is too late to cancel it. */
    boolean isCompleting() {
        return completing;
    }

    /** Asks the run to stop at its next row or heartbeat. */
    void stop(Reason reason) {
        stop.stop(reason);
    }

    /** Runs to an end or an interruption and journals it. Whatever is thrown meanwhile ends the run. */
    void execute() {
        try {
            try {
                stop.check();
                givenUp.ifPresentOrElse(this::giveUp, this::importSnapshot);
            } catch (LostRunException e) {
                throw e;
            } catch (StoppedException e) {
                stopped(e.reason());
            } catch (Throwable anything) {
                failed(anything);
            }
        } catch (LostRunException e) {
            end.lost();
        }
    }

    private void giveUp(ImportFailure failure) {
        recorder.end(() -> start.toFailed(failure, context.now())).ifPresent(end::failed);
    }

    private void importSnapshot() {
        if (isResumed) {
            awaitRoom();
        }
        for (int again = 1; ; again++) {
            try {
                end.completed(activate(built()));
                return;
            } catch (GoneGenerationException gone) {
                if (again == MOST_BUILDS) {
                    throw gone;
                }
                LOG.warn(
                        "import {} into {} has lost what it had uploaded, and does it again",
                        run.importId(),
                        run.cellName());
            }
        }
    }

    /** The blobs of a cluster may be out of reach for a while. The build waits, and goes on from its checkpoint. */
    private GenerationBuild.Result built() {
        for (boolean warned = false; ; warned = true) {
            try (SnapshotArchive archive = openSnapshot()) {
                begin(archive);
                return new GenerationBuild(context, run, stop, this::publishProgress, this::publishAlive).from(archive);
            } catch (ApiException | EntryFailedException e) {
                if (!RunFailure.isTemporary(e)) {
                    throw e;
                }
                if (!warned) {
                    LOG.warn("import {} into {} waits for its snapshot", run.importId(), run.cellName(), e);
                }
            }
            context.publisher().publishUnlessShared(state);
            stop.sleep(TRY_AGAIN_AFTER);
        }
    }

    private void begin(SnapshotArchive archive) {
        if (state != start) {
            return;
        }
        if (!context.makeRoomFor(run, archive)) {
            stopForWantOfRoom();
        }
        record(start.toImporting(archive.totalBytes()));
        if (start instanceof Accepted) {
            // A generation of this number belongs to another unit.db: an older one was restored from a backup.
            context.store().discard(run.cellId(), run.number());
        }
    }

    /**
     * On a full disk a resumed run waits, so that it does not use the last room, which a deletion needs; or it goes to
     * another node.
     */
    private void awaitRoom() {
        while (context.isDiskFull()) {
            if (context.isShared()) {
                stopForWantOfRoom();
            }
            publishAlive();
            stop.sleep(LOOK_FOR_ROOM_EVERY);
        }
    }

    private void stopForWantOfRoom() {
        stop.stop(Reason.NO_ROOM);
        stop.check();
    }

    private void publishAlive() {
        aliveAt = System.nanoTime();
        context.publisher().publishUnlessShared(state);
    }

    private SnapshotArchive openSnapshot() {
        RunSnapshot snapshot = new RunSnapshot(context, run, stop);
        return isResumed ? snapshot.openCompared(new Heartbeat(stop, this::publishAlive)) : snapshot.open();
    }

    private Completed activate(GenerationBuild.Result built) {
        stop.check();
        completing = true;
        Activating activating = activating(built.reached());
        Completed completed = activating.toCompleted(built.summary(), context.now());
        recorder.step(activating, completed);
        return completed;
    }

    private Activating activating(Checkpoint reached) {
        if (state instanceof Importing importing) {
            record(importing
                    .at(importing.progress().totalBytes(), reached.doneEntries())
                    .toActivating());
        }
        return (Activating) state;
    }

    private void record(Active step) {
        recorder.step(state, step);
        state = step;
    }

    /** Publishes only what is stored, so that a crash cannot make the percentage go down. */
    private void publishProgress(Checkpoint stored) {
        state = at(stored);
        aliveAt = System.nanoTime();
        context.publisher().publishUnlessShared(state);
    }

    /** The state with this progress. Progress that is only read, not stored, may be used for an end only. */
    private Active at(Checkpoint reached) {
        return state instanceof Importing importing ? importing.at(reached.doneBytes(), reached.doneEntries()) : state;
    }

    private void stopped(Reason reason) {
        if (reason == Reason.CANCEL) {
            end.cancelled();
        } else if (reason == Reason.LOST) {
            end.lost();
        } else if (reason == Reason.NO_ROOM) {
            end.withoutRoom();
        } else if (state instanceof Attempted attempted) {
            recorder.end(() -> attempted.toInterrupted(
                            attempted.progress().doneBytes(),
                            attempted.progress().doneEntries()))
                    .ifPresent(end::interrupted);
        }
    }

    /**
     * Journals that the run has failed. There are two special cases. First, a shutdown interrupts threads and
     * closes files, which looks like a fault of the server: during a shutdown such a fault only interrupts the run, and
     * the next start goes on with it. A fault of the snapshot ends the run even then. Second, a faulty entry is
     * reported with the progress up to that entry, not only with what is stored. What was thrown is logged even if the
     * end cannot be recorded.
     */
    private void failed(Throwable thrown) {
        ImportFailure failure = RunFailure.of(thrown);
        if (stop.isFor(Reason.SHUTDOWN) && RunFailure.isServerFault(failure)) {
            stopped(Reason.SHUTDOWN);
            return;
        }
        Active last = thrown instanceof EntryFailedException entry ? at(entry.reached()) : state;
        try {
            recorder.end(() -> last.toFailed(failure, context.now())).ifPresent(end::failed);
        } catch (LostRunException lost) {
            RunFailure.logLost(run, thrown);
            throw lost;
        }
        RunFailure.log(run, thrown);
    }
}
