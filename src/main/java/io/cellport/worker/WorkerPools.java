package io.cellport.worker;

import io.vertx.core.Future;
import java.util.List;

/**
 * The pools that all parts of a unit share. A poll passes {@link #lookups} and {@link #access} and no other, and nothing
 * runs there but questions whose cost has a bound: whatever one cell's owner may make long runs elsewhere.
 *
 * @param lookups finds one row of {@code unit.db} by its key
 * @param access asks a cell's content what one account may do
 * @param store everything else that touches the disk for a request
 * @param passwords hashes passwords and signs tokens, which is expensive on purpose
 * @param unit opens and closes the unit itself
 */
public record WorkerPools(
        WorkerPool lookups, WorkerPool access, WorkerPool store, WorkerPool passwords, WorkerPool unit) {

    /** Pools without a thread yet. */
    public static WorkerPools open() {
        return new WorkerPools(
                new WorkerPool("cellport-lookup", 2, 10_000),
                new WorkerPool("cellport-access", 4, 10_000),
                new WorkerPool("cellport-store", 4, 1_000),
                new WorkerPool("cellport-password", 2, 100),
                new WorkerPool("cellport-unit", 1, 10));
    }

    /** Closes all of them; completes when no call runs any more, or {@link StopBudgets#POOL} is over. */
    public Future<Void> close() {
        return Future.join(closeRequests(), unit.shutDown(StopBudgets.POOL)).mapEmpty();
    }

    /** Lets the pools of requests finish what they have; {@link #unit} goes on. */
    public Future<Void> closeRequests() {
        return Future.join(List.of(
                        lookups.shutDown(StopBudgets.POOL),
                        access.shutDown(StopBudgets.POOL),
                        store.shutDown(StopBudgets.POOL),
                        passwords.shutDown(StopBudgets.POOL)))
                .mapEmpty();
    }
}
