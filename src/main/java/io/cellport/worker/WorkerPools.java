package io.cellport.worker;

import io.cellport.metric.Metrics;
import io.vertx.core.Future;
import java.util.List;

/**
 * The pools that all parts of a unit share. A poll uses {@link #lookups}, {@link #access} and {@link #statuses} only,
 * and only calls of bounded cost run there. Calls whose cost depends on what a cell contains run in the other pools.
 *
 * @param lookups finds one row of {@code unit.db} by its key, and reads the keys that sign tokens
 * @param access reads what one account may do from a cell's content
 * @param statuses reads how imports into one cell stand, when that is not in memory
 * @param store everything else that touches the disk for a request
 * @param contents reads what was imported; two places in its queue for each request that it is read for
 * @param queries looks for rows of what was imported, which takes as long as tenants make it; files are read elsewhere
 * @param passwords hashes passwords and signs tokens, which is expensive on purpose
 * @param unit opens and closes the unit itself
 */
public record WorkerPools(
        WorkerPool lookups,
        WorkerPool access,
        WorkerPool statuses,
        WorkerPool store,
        WorkerPool contents,
        FairPool queries,
        WorkerPool passwords,
        WorkerPool unit) {

    /** Pools that have not started threads yet. */
    public static WorkerPools open(Metrics metrics) {
        return new WorkerPools(
                new WorkerPool("cellport-lookup", 2, 10_000).measuredBy(metrics),
                new WorkerPool("cellport-access", 4, 10_000).measuredBy(metrics),
                new WorkerPool("cellport-status", 2, 10_000).measuredBy(metrics),
                new WorkerPool("cellport-store", 4, 1_000).measuredBy(metrics),
                new WorkerPool("cellport-content", 4, 10_000).measuredBy(metrics),
                new FairPool(new WorkerPool("cellport-query", 8, 10_000).measuredBy(metrics)),
                new WorkerPool("cellport-password", 2, 100).measuredBy(metrics),
                new WorkerPool("cellport-unit", 1, 10).measuredBy(metrics));
    }

    /** Closes all pools; completes when all calls have finished, or after {@link StopBudgets#POOL}. */
    public Future<Void> close() {
        return Future.join(closeRequests(), unit.shutDown(StopBudgets.POOL)).mapEmpty();
    }

    /** Closes all pools except {@link #unit}, which goes on; completes as {@link #close}. */
    public Future<Void> closeRequests() {
        return Future.join(List.of(
                        lookups.shutDown(StopBudgets.POOL),
                        access.shutDown(StopBudgets.POOL),
                        statuses.shutDown(StopBudgets.POOL),
                        store.shutDown(StopBudgets.POOL),
                        contents.shutDown(StopBudgets.POOL),
                        queries.shutDown(StopBudgets.POOL),
                        passwords.shutDown(StopBudgets.POOL)))
                .mapEmpty();
    }
}
