package io.cellport.cell;

import io.cellport.storage.postgres.EpochReader;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names of a clustered unit, as this node has them in memory. They are asked only after a read that was sent after the
 * question, so each change by any node that was committed before is seen. Fails with {@code PR503-SV-0002} if there is
 * no such read within a short time. Does not block. Safe for several threads.
 */
public final class ReplicatedNames implements CellNames {

    private final EpochReader reader;
    private final CellReplica replica;

    /** @param replica what the reader reads, perhaps among others */
    public ReplicatedNames(EpochReader reader, CellReplica replica) {
        this.reader = reader;
        this.replica = replica;
    }

    @Override
    public Future<Optional<Cell>> find(String name) {
        return reader.fresh().map(read -> replica.find(name));
    }

    /** As of the last read. */
    @Override
    public Optional<Cell> known(String name) {
        return replica.find(name);
    }

    @Override
    public Future<Boolean> isUnchanged(Cell known, long since) {
        return reader.isReadSince(since)
                ? Future.succeededFuture(replica.isCurrent(known))
                : reader.fresh().map(read -> replica.isCurrent(known));
    }

    @Override
    public Future<Boolean> isThere(Cell cell) {
        return find(cell.name()).map(found -> isSame(cell, found));
    }

    /** By the last read. Of what it has brought, this is known before how imports stand: see {@code ClusterStores}. */
    @Override
    public Future<Boolean> remains(Cell cell, long since) {
        return Future.succeededFuture(isSame(cell, replica.find(cell.name())));
    }

    private static boolean isSame(Cell cell, Optional<Cell> found) {
        return found.filter(there -> there.id().equals(cell.id())).isPresent();
    }

    /** Just makes it: the next read sees it. */
    @Override
    public <T> T changing(String name, Supplier<T> change) {
        return change.get();
    }
}
