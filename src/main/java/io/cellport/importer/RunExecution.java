package io.cellport.importer;

import io.cellport.importer.SnapshotLoader.EntryFailedException;
import io.cellport.importer.StopSignal.StoppedException;
import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.SnapshotArchive;
import io.cellport.store.GenerationSummary;
import io.cellport.store.GenerationWriter;
import io.cellport.tracker.ImportFailure;
import io.cellport.tracker.ImportRun;
import io.cellport.tracker.ImportState.Activating;
import io.cellport.tracker.ImportState.Active;
import io.cellport.tracker.ImportState.Attempted;
import io.cellport.tracker.ImportState.Cancellable;
import io.cellport.tracker.ImportState.Importing;
import io.cellport.tracker.ImportState.Startable;
import io.cellport.tracker.LostRunException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one run, from its snapshot to an activated generation. Blocks the thread that calls {@link #execute};
 * {@link #stop} may be called from any thread.
 */
final class RunExecution {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final ImporterContext context;
    private final Startable start;
    private final ImportRun run;
    private final StopSignal stop = new StopSignal();
    private volatile Active state;
    private RowSink sink;

    RunExecution(ImporterContext context, Startable start) {
        this.context = context;
        this.start = start;
        this.run = start.run();
        this.state = start;
    }

    ImportRun run() {
        return run;
    }

    void stop(StopSignal.Reason reason) {
        stop.stop(reason);
    }

    /** Runs to an end or an interruption, and has that in the journal. Throws nothing. */
    void execute() {
        try {
            stop.check();
            importSnapshot();
            LOG.info("import {} of {} into {} completed", run.importId(), run.snapshot(), run.cellName());
        } catch (LostRunException e) {
            LOG.info("import {} is no longer ours", run.importId());
        } catch (StoppedException e) {
            stopped(e.reason());
        } catch (EntryFailedException e) {
            fail(e.failure());
        } catch (ApiException e) {
            fail(ImportFailure.of(e.error()));
        } catch (RuntimeException e) {
            LOG.error("import {} failed", run.importId(), e);
            fail(ImportFailure.of(ErrorCode.PR500_SV_0000.with()));
        }
    }

    private void importSnapshot() {
        try (SnapshotArchive archive = context.openSnapshot(run.cellId(), run.snapshot())) {
            Importing importing = start.toImporting(archive.totalBytes());
            record(importing);
            GenerationSummary summary = build(archive, importing);
            Activating activating = importing.at(archive.totalBytes()).toActivating();
            record(activating);
            context.reporter().record(activating.toCompleted(summary, context.now()));
        }
        context.store().sweep(run.cellId(), List.of());
    }

    private GenerationSummary build(SnapshotArchive archive, Importing importing) {
        SnapshotLoader loader = new SnapshotLoader(archive, run.cellId(), run.cellName(), context.limits());
        try (GenerationWriter generation = context.store().build(run.cellId(), run.number())) {
            load(loader, generation, importing);
            return generation.seal(() -> {});
        }
    }

    private void load(SnapshotLoader loader, GenerationWriter generation, Importing importing) {
        try (BatchWriter writer = new BatchWriter(
                generation, context.writers(), committed -> moved(importing.at(committed.doneBytes())))) {
            long totalBytes = importing.progress().totalBytes();
            sink = new RowSink(writer, stop, generation.checkpoint(), totalBytes);
            loader.load(sink);
            writer.finish();
        }
    }

    /** Only what is committed is shown, so that a crash cannot make the percentage go down. */
    private void moved(Importing now) {
        boolean shows = now.progress().percent() > state.progress().percent();
        if (shows) {
            state = now;
            context.reporter().tell(now);
        }
    }

    private void record(Active step) {
        state = step;
        context.reporter().record(step);
    }

    private void stopped(StopSignal.Reason reason) {
        Active last = state;
        if (reason == StopSignal.Reason.CANCEL && last instanceof Cancellable cancellable) {
            context.reporter().record(cancellable.toCancelled(context.now()));
            context.store().sweep(run.cellId(), List.of());
            LOG.info("import {} cancelled", run.importId());
        } else if (last instanceof Attempted attempted) {
            context.reporter().record(attempted.toInterrupted(last.progress().doneBytes()));
            LOG.info(
                    "import {} interrupted at {}%",
                    run.importId(), last.progress().percent());
        }
    }

    private void fail(ImportFailure failure) {
        LOG.warn(
                "import {} failed: {} at {}:{}",
                run.importId(),
                failure.error().code().code(),
                failure.entry(),
                failure.line());
        Active last = state instanceof Importing importing && sink != null ? importing.at(sink.position()) : state;
        context.reporter().record(last.toFailed(failure, context.now()));
        context.store().sweep(run.cellId(), List.of());
    }
}
