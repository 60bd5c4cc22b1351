package io.cellport.exports.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.exports.journal.EndFile;
import io.cellport.exports.journal.ExportRun;
import io.cellport.exports.journal.ExportState.Completed;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Failed;
import io.cellport.exports.journal.LostExportException;
import io.cellport.imports.loader.StopSignal;
import io.cellport.storage.StoreException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals the end of one export together with its file. If the journal cannot be written, because the disk is full or
 * the database away, it waits as long as that takes; only a shutdown ends that, and then the next process exports
 * again. Blocks; for one thread.
 */
final class ExportEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ExportEnd.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ExporterContext context;
    private final ExportRun run;
    private final StopSignal stop;

    ExportEnd(ExporterContext context, ExportRun run, StopSignal stop) {
        this.context = context;
        this.run = run;
        this.stop = stop;
    }

    /**
     * Completes the export.
     *
     * @throws LostExportException if it has ended otherwise; then the bytes are thrown away
     */
    void completed(Completed end, Blob snapshot) {
        record(end, Optional.of(new EndFile(run.fileName(), "application/zip", snapshot)));
        LOG.info("export {} of {} to {}: {} bytes", run.exportId(), run.cellName(), run.fileName(), snapshot.size());
    }

    /**
     * Ends the export with an error, which becomes a file unless there is one already.
     *
     * @throws LostExportException if it has ended otherwise
     */
    void failed(Failed end) {
        Optional<BlobWriter> writer = errorWriter();
        try {
            record(end, writer.flatMap(bytes -> errorFile(bytes, end.error())));
        } finally {
            // Not before the journal names the file: without a name it would be a leftover.
            writer.ifPresent(this::close);
        }
        LOG.warn(
                "export {} of {} failed with {}",
                run.exportId(),
                run.cellName(),
                end.error().code().code());
    }

    private void record(Ended end, Optional<EndFile> file) {
        for (boolean warned = false; ; warned = true) {
            try {
                context.journal().end(end, file);
                context.counts().ended(end);
                context.publish(end);
                return;
            } catch (LostExportException e) {
                file.ifPresent(lost -> context.snapshots().discard(lost.blob()));
                throw e;
            } catch (StoreException | ApiException e) {
                if (!warned) {
                    LOG.warn("export {} waits for the journal: {}", run.exportId(), FailureReason.words(e), e);
                }
            }
            if (stop.isShutDownWithin(RETRY)) {
                return;
            }
        }
    }

    /** On a full disk there is only the record of the run. */
    private Optional<BlobWriter> errorWriter() {
        return unlessFailing(
                () -> context.snapshots().find(run.cellId(), errorFileName()).isPresent()
                        ? Optional.empty()
                        : Optional.of(context.snapshots().begin(run.cellId())));
    }

    private Optional<EndFile> errorFile(BlobWriter bytes, ApiError error) {
        return unlessFailing(() -> {
            bytes.write(ByteBuffer.wrap(json(error).getBytes(UTF_8)));
            return Optional.of(new EndFile(errorFileName(), "application/json", bytes.commit()));
        });
    }

    private void close(BlobWriter writer) {
        unlessFailing(() -> {
            writer.close();
            return Optional.empty();
        });
    }

    private <T> Optional<T> unlessFailing(Supplier<Optional<T>> storing) {
        try {
            return storing.get();
        } catch (StoreException | ApiException e) {
            LOG.warn("{} cannot be stored: {}", errorFileName(), FailureReason.words(e));
            return Optional.empty();
        }
    }

    private String errorFileName() {
        return run.name() + ".error";
    }

    /** As the body of an error answer. */
    private static String json(ApiError error) {
        return new JsonObject()
                .put("code", error.code().code())
                .put("message", new JsonObject().put("lang", "en").put("value", error.text()))
                .encode();
    }
}
