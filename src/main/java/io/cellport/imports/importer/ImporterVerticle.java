package io.cellport.imports.importer;

import io.cellport.cell.CellStore;
import io.cellport.cell.generation.GenerationId;
import io.cellport.config.Limits;
import io.cellport.config.UnitConfig.Importing;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Leases;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.CancelImport;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.StartImport;
import io.cellport.metric.Metrics;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts imports and runs them. A request is answered as soon as the snapshot is checked and the run is in the
 * journal; the run itself waits for an import thread. All work is done on named pools: one for single transactions,
 * those of {@link AdmissionDesk}, and those of {@link RunPool}. Belongs to one event loop.
 */
public final class ImporterVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImporterVerticle.class);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private static final int CONTROL_THREADS = 2;
    private static final int CONTROL_WAITING = 1_024;

    private final Dependencies dependencies;

    /** For work of one transaction, so that it never waits behind the check of a snapshot. */
    private final WorkerPool control;

    private Dispatch dispatch;
    private AdmissionDesk desk;

    public ImporterVerticle(Dependencies dependencies) {
        this.dependencies = dependencies;
        this.control = new WorkerPool("cellport-import-control", CONTROL_THREADS, CONTROL_WAITING)
                .measuredBy(dependencies.metrics());
    }

    /**
     * What the importer is given.
     *
     * @param sharing how runs are shared with other processes; empty if this is the only one
     * @param settled completes when the unit answers requests; what can wait until then does
     */
    public record Dependencies(
            CellStore store,
            SnapshotArea snapshots,
            Journal journal,
            Importing config,
            Limits limits,
            MemoryBudget memory,
            Optional<Sharing> sharing,
            Future<Void> settled,
            Metrics metrics,
            Clock clock) {}

    /**
     * How runs are shared with other processes.
     *
     * @param leaving completes when this process begins to stop: from then on it claims no further runs
     */
    public record Sharing(Leases leases, Future<Void> leaving) {}

    @Override
    public Future<?> start() {
        Metrics metrics = dependencies.metrics();
        RunPool runs = new RunPool(dependencies.config().concurrency(), metrics);
        ImportCounts counts = new ImportCounts(metrics);
        ImporterContext shared = new ImporterContext(
                dependencies.store(),
                dependencies.snapshots(),
                dependencies.journal(),
                new ProgressPublisher(
                        dependencies.journal(),
                        vertx.eventBus(),
                        dependencies.sharing().isPresent(),
                        counts,
                        dependencies.clock()),
                dependencies.limits(),
                dependencies.memory(),
                runs.writers(),
                runs.forcing(),
                counts,
                dependencies.sharing().isPresent(),
                dependencies.clock());
        dispatch = dispatch(shared, runs);
        desk = new AdmissionDesk(vertx, shared, new Admission(shared, dispatch), metrics);
        Cancellation cancellation = new Cancellation(shared, runs, dispatch.isShared());
        vertx.setPeriodic(FORGET_EVERY.toMillis(), timer -> forgetOldRuns());
        dependencies.settled().onSuccess(now -> forgetOldRuns());
        DamageReport damage = new DamageReport(dependencies.store(), dependencies.journal(), shared.publisher());
        dependencies.store().onDamage(noticed -> report(damage, noticed));
        return control.run(() -> {
                    damage.recordAll();
                    return null;
                })
                .compose(recorded -> dispatch.start())
                .onFailure(failure -> close())
                .onSuccess(started -> {
                    vertx.eventBus()
                            .<StartImport>localConsumer(
                                    Addresses.IMPORT_START,
                                    request ->
                                            answer(request, request.body().requestKey(), desk.start(request.body())));
                    vertx.eventBus()
                            .<CancelImport>localConsumer(
                                    Addresses.IMPORT_CANCEL,
                                    request -> answer(
                                            request,
                                            request.body().requestKey(),
                                            control.run(() -> cancellation.cancel(request.body()))));
                });
    }

    private Dispatch dispatch(ImporterContext shared, RunPool runs) {
        Importing config = dependencies.config();
        Recovery recovery = new Recovery(shared, config.maxAttempts());
        return dependencies
                .sharing()
                .<Dispatch>map(sharing -> new SharedRuns(
                        vertx,
                        shared,
                        runs,
                        control,
                        recovery,
                        sharing.leases(),
                        new SharedRuns.Settings(config.concurrency(), config.maxAttempts(), sharing.leaving()),
                        dependencies.metrics()))
                .orElseGet(() -> new OwnRuns(shared, runs, control, recovery, dependencies.settled()));
    }

    private void report(DamageReport damage, GenerationId noticed) {
        control.run(() -> damage.record(noticed))
                .onFailure(failure -> LOG.warn("damage could not be reported; it is noticed again", failure));
    }

    private void forgetOldRuns() {
        Duration kept = Duration.ofDays(dependencies.config().historyDays());
        control.run(() -> {
                    dependencies.journal().forgetEndedBefore(kept);
                    return null;
                })
                .onFailure(failure -> LOG.warn("old imports could not be forgotten; tried again in an hour", failure));
    }

    private static void answer(Message<?> request, String requestKey, Future<?> decision) {
        decision.onSuccess(request::reply).onFailure(failure -> {
            Optional<ApiError> error = ReplyErrors.errorOf(failure);
            if (error.isEmpty()) {
                LOG.error("[{}] import request failed", requestKey, failure);
            } else if (FailureReason.of(failure).isPresent()) {
                LOG.warn("[{}] import request refused: {}", requestKey, FailureReason.words(failure));
            }
            ReplyErrors.fail(request, error.orElseGet(() -> ApiError.of(ErrorCode.PR500_SV_0000)));
        });
    }

    @Override
    public Future<?> stop() {
        return dispatch.stop().onComplete(ended -> close());
    }

    private void close() {
        desk.close();
        control.abandon();
    }
}
