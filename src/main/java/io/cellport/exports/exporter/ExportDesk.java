package io.cellport.exports.exporter;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.LostExportException;
import io.cellport.exports.journal.NewExport;
import io.cellport.exports.message.CancelExport;
import io.cellport.exports.message.ExportAccepted;
import io.cellport.exports.message.StartExport;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts, cancels and takes over exports, one transaction after the other, and hands them to the pool that executes
 * them. All methods but {@link #shutDown} are called by one thread at a time, so that no export can be taken over
 * between its acceptance and its execution. Blocks; for one thread.
 */
final class ExportDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ExportDesk.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final ExporterContext context;
    private final WorkerPool pool;
    private final int maxAttempts;
    private final long steadyNanos;
    private final Map<Long, ExportExecution> unfinished = new ConcurrentHashMap<>();
    private Optional<Long> troubleAt = Optional.empty();
    private volatile boolean stopping;

    /**
     * A desk without exports.
     *
     * @param steady after a failure to reach the journal no export is taken over for so long: its owner renews its
     *     lease first
     */
    ExportDesk(ExporterContext context, WorkerPool pool, int maxAttempts, Duration steady) {
        this.context = context;
        this.pool = pool;
        this.maxAttempts = maxAttempts;
        this.steadyNanos = steady.toNanos();
    }

    /**
     * Accepts an export and queues it.
     *
     * @throws ApiException with the code for the client; then none was accepted
     */
    ExportAccepted start(StartExport request) {
        String name = request.name() != null ? request.name() : request.cellName() + '_' + TIME.format(context.now());
        Accepted accepted = context.journal()
                .accept(new NewExport(request.cellId(), request.cellName(), name, request.startedBy()));
        LOG.info(
                "[{}] export {} of {} accepted",
                request.requestKey(),
                accepted.run().exportId(),
                request.cellName());
        context.publish(accepted);
        execute(accepted);
        return new ExportAccepted(accepted.run().exportId(), name);
    }

    private void execute(Accepted accepted) {
        ExportExecution execution = new ExportExecution(context, accepted, maxAttempts);
        unfinished.put(execution.number(), execution);
        try {
            pool.execute(() -> {
                try {
                    execution.run();
                } finally {
                    unfinished.remove(execution.number());
                }
            });
        } catch (RejectedExecutionException busy) {
            // It is in the journal: this process takes it over when there is room, or another one does.
            unfinished.remove(execution.number());
        }
    }

    /**
     * Cancels the active export of a cell. When this returns, the end is in the journal.
     *
     * @throws ApiException {@code PR404-CM-0003} if there is none
     */
    ExportAccepted cancel(CancelExport request) {
        while (true) {
            Active found = context.journal()
                    .active(request.cellId())
                    .orElseThrow(() -> ApiException.of(ErrorCode.PR404_CM_0003));
            Optional<ExportExecution> execution =
                    Optional.ofNullable(unfinished.get(found.run().number()));
            Active known = execution.map(ExportExecution::state).orElse(found);
            try {
                var cancelled = known.toCancelled(context.now());
                context.journal().end(cancelled, Optional.empty());
                context.counts().ended(cancelled);
                context.publish(cancelled);
            } catch (LostExportException changed) {
                continue;
            }
            execution.ifPresent(running -> running.stop(Reason.CANCEL));
            LOG.info(
                    "[{}] export {} of {} is cancelled",
                    request.requestKey(),
                    found.run().exportId(),
                    found.run().cellName());
            return new ExportAccepted(found.run().exportId(), found.run().name());
        }
    }

    /** Renews what is executed here, stops what is not this process's any more, and takes over what nobody executes. */
    void look() {
        boolean done = false;
        try {
            renew();
            if (!stopping && isSteady()) {
                context.journal().takeOver(numbers()).forEach(this::goOn);
            }
            done = true;
        } finally {
            if (!done) {
                troubleAt = Optional.of(System.nanoTime());
            }
        }
    }

    private boolean isSteady() {
        return troubleAt.isEmpty() || System.nanoTime() - troubleAt.get() >= steadyNanos;
    }

    private void renew() {
        List<ExportExecution> executing = List.copyOf(unfinished.values());
        if (executing.isEmpty()) {
            return;
        }
        Set<Long> kept = context.journal()
                .renew(executing.stream().map(ExportExecution::state).toList());
        executing.stream()
                .filter(execution -> !kept.contains(execution.number()))
                .forEach(execution -> execution.stop(Reason.LOST));
    }

    private Collection<Long> numbers() {
        return List.copyOf(unfinished.keySet());
    }

    private void goOn(Accepted taken) {
        LOG.info(
                "export {} of {} begins again, attempt {}",
                taken.run().exportId(),
                taken.run().cellName(),
                taken.run().attempt());
        execute(taken);
    }

    /**
     * Stops every export at its next line. It does not block.
     *
     * @return completes when each is journalled; the next process goes on with those that do not stop in time
     */
    Future<Void> shutDown(Duration patience) {
        stopping = true;
        Future<Void> ended = pool.shutDown(patience);
        unfinished.values().forEach(execution -> execution.stop(Reason.SHUTDOWN));
        return ended;
    }
}
