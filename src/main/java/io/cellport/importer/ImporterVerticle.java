package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.config.UnitConfig.Importing;
import io.cellport.message.Addresses;
import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportAccepted;
import io.cellport.message.ReplyErrors;
import io.cellport.message.StartImport;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.store.CellStore;
import io.cellport.tracker.ImportState.Accepted;
import io.cellport.tracker.Journal;
import io.cellport.tracker.Journal.NewImport;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts imports and runs them. A request is answered as soon as the snapshot is found sound and the run is in the
 * journal; the run itself waits for one of the import threads. Blocking work stays on the pools named below.
 */
public final class ImporterVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ImporterVerticle.class);

    private static final int ADMISSION_THREADS = 2;

    private final Dependencies dependencies;
    private WorkerExecutor admission;
    private RunPool runs;
    private ImporterContext runContext;

    public ImporterVerticle(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** What the importer is given. */
    public record Dependencies(
            CellStore store, SnapshotArea snapshots, Journal journal, Importing config, Limits limits, Clock clock) {}

    @Override
    public Future<?> start() {
        admission = vertx.createSharedWorkerExecutor("cellport-admission", ADMISSION_THREADS);
        runs = new RunPool(dependencies.config().concurrency());
        runContext = new ImporterContext(
                dependencies.store(),
                dependencies.snapshots(),
                new RunReporter(dependencies.journal(), vertx.eventBus()),
                dependencies.limits(),
                runs.writers(),
                dependencies.clock());
        Recovery recovery = new Recovery(
                dependencies.journal(), runContext, dependencies.config().maxAttempts());
        return admission
                .executeBlocking(recovery::resumable)
                .onSuccess(resumable -> resumable.forEach(state -> runs.submit(new RunExecution(runContext, state))))
                .onSuccess(
                        resumed -> vertx.eventBus().<StartImport>consumer(Addresses.IMPORT_START, this::startImport));
    }

    private void startImport(Message<StartImport> request) {
        admission
                .executeBlocking(() -> admit(request.body()), false)
                .onSuccess(request::reply)
                .onFailure(failure -> refuse(request, failure));
    }

    private ImportAccepted admit(StartImport request) {
        runContext.openSnapshot(request.cellId(), request.snapshot()).close();
        Accepted accepted = dependencies
                .journal()
                .accept(new NewImport(request.cellId(), request.cellName(), request.snapshot(), request.startedBy()));
        runContext.reporter().tell(accepted);
        runs.submit(new RunExecution(runContext, accepted));
        LOG.info("[{}] import {} accepted", request.requestKey(), accepted.run().importId());
        return new ImportAccepted(accepted.run().importId());
    }

    private static void refuse(Message<StartImport> request, Throwable failure) {
        if (failure instanceof ApiException e) {
            ReplyErrors.fail(request, e.error());
            return;
        }
        LOG.error("[{}] import not accepted", request.body().requestKey(), failure);
        ReplyErrors.fail(request, ErrorCode.PR500_SV_0000.with());
    }

    @Override
    public Future<?> stop() {
        return admission.executeBlocking(runs::shutDown).eventually(admission::close);
    }
}
