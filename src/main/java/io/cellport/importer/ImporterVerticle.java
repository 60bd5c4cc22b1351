package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.config.UnitConfig.Importing;
import io.cellport.error.FailureReason;
import io.cellport.message.Addresses;
import io.cellport.message.ApiError;
import io.cellport.message.CancelImport;
import io.cellport.message.ErrorCode;
import io.cellport.message.ReplyErrors;
import io.cellport.message.StartImport;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.store.CellStore;
import io.cellport.tracker.ImportState.Startable;
import io.cellport.tracker.Journal;
import io.cellport.worker.MemoryBudget;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts imports and runs them. A request is answered as soon as the snapshot is found sound and the run is in the
 * journal; the run itself waits for one of the import threads. The verticle runs on an event loop; all its work is done
 * on the named pools below.
 */
public final class ImporterVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImporterVerticle.class);

    private static final int ADMISSION_THREADS = 2;
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Dependencies dependencies;
    private WorkerExecutor worker;
    private RunPool runs;

    public ImporterVerticle(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** What the importer is given. */
    public record Dependencies(
            CellStore store,
            SnapshotArea snapshots,
            Journal journal,
            Importing config,
            Limits limits,
            MemoryBudget memory,
            Clock clock) {}

    @Override
    public Future<?> start() {
        worker = vertx.createSharedWorkerExecutor("cellport-admission", ADMISSION_THREADS);
        runs = new RunPool(dependencies.config().concurrency());
        Journal journal = dependencies.journal();
        ImporterContext shared = new ImporterContext(
                dependencies.store(),
                dependencies.snapshots(),
                new RunReporter(journal, vertx.eventBus(), dependencies.clock()),
                dependencies.limits(),
                dependencies.memory(),
                runs.writers(),
                dependencies.clock());
        Admission admission = new Admission(journal, shared, runs);
        Recovery recovery = new Recovery(journal, shared, dependencies.config().maxAttempts());
        vertx.setPeriodic(0, FORGET_EVERY.toMillis(), timer -> worker.executeBlocking(this::forgetOldRuns, false));
        DamageReport damage = new DamageReport(dependencies.store(), journal, shared.reporter());
        dependencies.store().onDamage(noticed -> worker.executeBlocking(() -> damage.record(noticed), false));
        return worker.executeBlocking(() -> {
                    damage.recordAll();
                    return recovery.resumable();
                })
                .onSuccess(resumable -> {
                    resume(shared, resumable);
                    vertx.eventBus()
                            .<StartImport>consumer(
                                    Addresses.IMPORT_START,
                                    request -> answer(
                                            request,
                                            request.body().requestKey(),
                                            () -> admission.start(request.body())));
                    vertx.eventBus()
                            .<CancelImport>consumer(
                                    Addresses.IMPORT_CANCEL,
                                    request -> answer(
                                            request,
                                            request.body().requestKey(),
                                            () -> admission.cancel(request.body())));
                });
    }

    private void resume(ImporterContext shared, List<Startable> resumable) {
        for (Startable state : resumable) {
            LOG.info(
                    "import {} goes on at {}%",
                    state.run().importId(), state.progress().percent());
            runs.submit(new RunExecution(shared, state));
        }
    }

    private Void forgetOldRuns() {
        Duration kept = Duration.ofDays(dependencies.config().historyDays());
        dependencies.journal().forgetEndedBefore(dependencies.clock().instant().minus(kept));
        return null;
    }

    private void answer(Message<?> request, String requestKey, Callable<?> decision) {
        worker.executeBlocking(decision::call, false).onSuccess(request::reply).onFailure(failure -> {
            Optional<ApiError> error = ReplyErrors.errorOf(failure);
            if (error.isEmpty()) {
                LOG.error("[{}] import request failed", requestKey, failure);
            } else if (FailureReason.of(failure).isPresent()) {
                LOG.warn("[{}] import request refused: {}", requestKey, FailureReason.words(failure));
            }
            ReplyErrors.fail(request, error.orElseGet(ErrorCode.PR500_SV_0000::with));
        });
    }

    @Override
    public Future<?> stop() {
        return worker.executeBlocking(runs::shutDown, false).eventually(worker::close);
    }
}
