package io.cellport.exports.exporter;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.exports.journal.ExportRun;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.LostExportException;
import io.cellport.exports.writer.BlobOutput;
import io.cellport.exports.writer.SnapshotWriter;
import io.cellport.imports.loader.StopSignal;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.imports.loader.StopSignal.StoppedException;
import io.cellport.storage.StoreException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one export. It is cancelled in the journal: the execution finds out at its end, or at its next line if
 * {@link #stop} is called. One thread calls {@link #run}; any thread may call the other methods. Blocks; safe for
 * several threads.
 */
final class ExportExecution implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ExportExecution.class);

    private static final Duration PUBLISH_EVERY = Duration.ofMillis(100);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

    private static final GenerationSummary NOTHING =
            new GenerationSummary(Collections.unmodifiableSortedMap(new TreeMap<>()), 0, 0, 0);

    private final ExporterContext context;
    private final Accepted start;
    private final ExportRun run;
    private final int maxAttempts;
    private final StopSignal stop = new StopSignal();
    private final ExportMemory memory;
    private final ExportEnd end;
    private volatile Active state;
    private long publishedAt;
    private long countedBytes;

    /** @param maxAttempts an attempt with a higher number fails at once */
    ExportExecution(ExporterContext context, Accepted start, int maxAttempts) {
        this.context = context;
        this.start = start;
        this.run = start.run();
        this.state = start;
        this.maxAttempts = maxAttempts;
        this.memory = new ExportMemory(context.memory(), stop);
        this.end = new ExportEnd(context, run, stop);
    }

    long number() {
        return run.number();
    }

    /** How far the export is by now. */
    Active state() {
        return state;
    }

    /** Asks the export to stop at its next line. */
    void stop(Reason reason) {
        stop.stop(reason);
    }

    /** Runs to an end, or as far as it comes, and journals that. */
    @Override
    public void run() {
        try {
            stop.check();
            if (run.attempt() > maxAttempts) {
                end.failed(start.toFailed(ApiError.of(ErrorCode.PR500_MC_0006), context.now()));
            } else {
                export();
            }
        } catch (LostExportException | StoppedException e) {
            stopped();
        } catch (Throwable anything) {
            failed(anything);
        }
    }

    private void export() {
        Cell cell = context.store()
                .find(run.cellName())
                .filter(found -> found.id().equals(run.cellId()))
                .orElseThrow(() -> ApiException.of(ErrorCode.PR404_DV_0003));
        Optional<CellGeneration> content = content().map(opened -> opened.lending(memory));
        try (memory;
                BlobWriter blob = context.snapshots().begin(cell.id())) {
            content.ifPresent(present ->
                    context.store().requireWhole(new GenerationId(cell.id(), present.number()), stop::check));
            write(new SnapshotWriter(cell, content, context.temporaries(), context.deflating()), blob);
            GenerationSummary summary = content.map(CellGeneration::summary).orElse(NOTHING);
            Blob snapshot = blob.commit();
            end.completed(((Exporting) state).toCompleted(summary, snapshot, context.now()), snapshot);
        } finally {
            content.ifPresent(CellGeneration::close);
        }
    }

    /** What this node knows of the cell may be a moment older than the export. */
    private Optional<CellGeneration> content() {
        OptionalLong present = context.journal().generation(run.cellId());
        while (true) {
            awaitCopy();
            Optional<CellGeneration> content = context.store().current(run.cellId());
            OptionalLong known =
                    content.map(opened -> OptionalLong.of(opened.number())).orElseGet(OptionalLong::empty);
            if (known.equals(present)) {
                return content;
            }
            content.ifPresent(CellGeneration::close);
            stop.sleep(LOOK_AGAIN_AFTER);
        }
    }

    /** A large content of another node takes its time; what goes wrong with it is told when it is opened. */
    private void awaitCopy() {
        CompletableFuture<?> arrival = context.store().bring(run.cellId());
        while (!arrival.isDone()) {
            stop.sleep(LOOK_AGAIN_AFTER);
        }
    }

    private void write(SnapshotWriter writer, BlobWriter blob) {
        Exporting exporting = start.toExporting(writer.totalBytes());
        context.journal().begin(exporting);
        state = exporting;
        writer.write(
                new BlobOutput(blob),
                context.unitUrl().get(),
                context.now(),
                (bytes, entries) -> reached(exporting, bytes, entries));
        state = exporting.at(exporting.progress().totalBytes(), state.progress().doneEntries());
    }

    private void reached(Exporting exporting, long bytes, long entries) {
        stop.check();
        memory.close();
        state = exporting.at(bytes, entries);
        long now = System.nanoTime();
        if (now - publishedAt >= PUBLISH_EVERY.toNanos()
                || bytes == exporting.progress().totalBytes()) {
            publishedAt = now;
            context.counts().read(bytes - countedBytes);
            countedBytes = bytes;
            context.publish(state);
        }
    }

    /** Only a shutdown has to be journalled; the other reasons come from the journal. */
    private void stopped() {
        if (stop.isFor(Reason.SHUTDOWN)) {
            giveBack();
        } else {
            LOG.info("export {} of {} has been ended or taken over", run.exportId(), run.cellName());
        }
    }

    private void giveBack() {
        try {
            context.journal().giveBack(state);
            LOG.info("export {} of {} begins again at the next start", run.exportId(), run.cellName());
        } catch (LostExportException | StoreException | ApiException e) {
            LOG.warn("export {} could not be given back: {}", run.exportId(), FailureReason.words(e));
        }
    }

    /** A shutdown interrupts threads, which looks like a fault. */
    private void failed(Throwable thrown) {
        if (stop.isFor(Reason.SHUTDOWN)) {
            giveBack();
            return;
        }
        LOG.error("export {} of {}: {}", run.exportId(), run.cellName(), FailureReason.words(thrown), thrown);
        try {
            end.failed(state.toFailed(error(thrown), context.now()));
        } catch (LostExportException e) {
            stopped();
        }
    }

    private static ApiError error(Throwable thrown) {
        if (thrown instanceof ApiException known) {
            return known.error();
        }
        return thrown instanceof StoreException
                ? ApiError.of(ErrorCode.PR500_CM_0002, "write snapshot")
                : ApiError.of(ErrorCode.PR500_MC_0007);
    }
}
