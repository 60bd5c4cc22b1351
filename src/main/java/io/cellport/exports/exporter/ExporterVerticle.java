package io.cellport.exports.exporter;

import io.cellport.cell.CellStore;
import io.cellport.config.UnitConfig.Importing;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.message.CancelExport;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.StartExport;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts exports and runs them. A request is answered as soon as the export is in the journal; the export itself waits
 * for a thread. Belongs to one event loop.
 */
public final class ExporterVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExporterVerticle.class);

    /** An export takes one core; there is one for each cell at most, so all of them fit into the queue. */
    private static final int EXPORTS = 2;

    /** One core is left to those who ask. */
    private static final int DEFLATING =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() - 1));

    /** More than all exports have to deflate at a time. */
    private static final int BLOCKS = 256;

    private static final int MOST_EXPORTS = 10_000;

    private static final int CONTROL_WAITING = 1_024;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Dependencies dependencies;
    private final WorkerPool exports;

    /** Its calls never wait for anything. */
    private final WorkerPool deflating;

    /** One thread, as {@link ExportDesk} requires. */
    private final WorkerPool control;

    private ExportDesk desk;
    private boolean looking;

    /**
     * What the exporter is given.
     *
     * @param lease time without a renewal after which another process may take an export over; empty if there is none
     * @param temporaries a directory for files that are not needed after a crash
     * @param serving completes when the unit's URL is known: from then on exports are taken over
     * @param unitUrl the unit's URL, asked for when an export is written
     */
    public record Dependencies(
            CellStore store,
            SnapshotArea snapshots,
            ExportJournal journal,
            Importing config,
            Optional<Duration> lease,
            Path temporaries,
            MemoryBudget memory,
            Future<Void> serving,
            Supplier<String> unitUrl,
            Metrics metrics,
            Clock clock) {}

    public ExporterVerticle(Dependencies dependencies) {
        this.dependencies = dependencies;
        Metrics metrics = dependencies.metrics();
        this.exports = new WorkerPool("cellport-export", EXPORTS, MOST_EXPORTS).measuredBy(metrics);
        this.deflating = new WorkerPool("cellport-export-deflate", DEFLATING, BLOCKS).measuredBy(metrics);
        this.control = new WorkerPool("cellport-export-control", 1, CONTROL_WAITING).measuredBy(metrics);
        metrics.watch(Metric.EXPORTS, exports::active, "running");
        metrics.watch(Metric.EXPORTS, exports::waiting, "queued");
    }

    @Override
    public Future<?> start() {
        ExporterContext shared = new ExporterContext(
                dependencies.store(),
                dependencies.snapshots(),
                dependencies.journal(),
                vertx.eventBus(),
                dependencies.temporaries(),
                deflating,
                dependencies.memory(),
                dependencies.unitUrl(),
                new ExportCounts(dependencies.metrics()),
                dependencies.clock());
        Duration lease = dependencies.lease().orElse(Duration.ZERO);
        desk = new ExportDesk(shared, exports, dependencies.config().maxAttempts(), lease);
        vertx.setPeriodic(FORGET_EVERY.toMillis(), timer -> forgetOldRuns());
        vertx.eventBus()
                .<StartExport>localConsumer(
                        ExportAddresses.START,
                        request -> answer(
                                request, request.body().requestKey(), control.run(() -> desk.start(request.body()))));
        vertx.eventBus()
                .<CancelExport>localConsumer(
                        ExportAddresses.CANCEL,
                        request -> answer(
                                request, request.body().requestKey(), control.run(() -> desk.cancel(request.body()))));
        dependencies.serving().onSuccess(known -> context.runOnContext(now -> lookAgainAndAgain()));
        return Future.succeededFuture();
    }

    private void lookAgainAndAgain() {
        vertx.setPeriodic(0, LOOK_EVERY.toMillis(), timer -> look());
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        control.run(() -> {
                    desk.look();
                    return null;
                })
                .onFailure(failure -> LOG.warn(
                        "the journal of exports is out of reach; tried again: {}",
                        FailureReason.words(failure),
                        failure))
                .onComplete(done -> looking = false);
    }

    private void forgetOldRuns() {
        Duration kept = Duration.ofDays(dependencies.config().historyDays());
        control.run(() -> {
                    dependencies.journal().forgetEndedBefore(kept);
                    return null;
                })
                .onFailure(failure -> LOG.warn("old exports could not be forgotten; tried again in an hour", failure));
    }

    private static void answer(Message<?> request, String requestKey, Future<?> decision) {
        decision.onSuccess(request::reply).onFailure(failure -> {
            Optional<ApiError> error = ReplyErrors.errorOf(failure);
            if (error.isEmpty()) {
                LOG.error("[{}] export request failed", requestKey, failure);
            }
            ReplyErrors.fail(request, error.orElseGet(() -> ApiError.of(ErrorCode.PR500_SV_0000)));
        });
    }

    @Override
    public Future<?> stop() {
        return desk.shutDown(StopBudgets.POOL).onComplete(ended -> {
            deflating.abandon();
            control.abandon();
        });
    }
}
