package io.cellport.imports.journal;

import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.storage.postgres.EpochReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The status view of a node in a cluster: each answer comes from a read of the database that was sent after the
 * question came. Such a read has often returned already, as the cell was looked up by one; otherwise one read answers
 * all who wait, whatever they ask. So is the progress of a run: whoever goes from node to node never sees it go down.
 * Does not block. Safe for several threads.
 */
public final class PostgresStandings implements StatusView {

    private final EpochReader epochs;
    private final RunReplica runs;

    /** @param runs are read by {@code epochs} */
    public PostgresStandings(EpochReader epochs, RunReplica runs) {
        this.epochs = epochs;
        this.runs = runs;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Future<Void> prepare(List<String> cellIds, long askedAt) {
        boolean isRead = epochs.isReadSince(askedAt);
        for (String cellId : cellIds) {
            if (!runs.isReadSince(cellId, askedAt)) {
                runs.ask(cellId);
                isRead = false;
            }
        }
        return isRead ? Future.succeededFuture() : epochs.fresh();
    }

    @Override
    public Future<Optional<DecidedStatus>> standing(String cellId, long askedAt) {
        if (epochs.isReadSince(askedAt) && runs.isReadSince(cellId, askedAt)) {
            return known(cellId);
        }
        long asked = runs.ask(cellId);
        return epochs.fresh().compose(read -> runs.isReadSince(cellId, asked) ? known(cellId) : readAgain(cellId));
    }

    private Future<Optional<DecidedStatus>> known(String cellId) {
        return Future.succeededFuture(runs.standing(cellId));
    }

    /** The run was not known yet when the first read was sent. */
    private Future<Optional<DecidedStatus>> readAgain(String cellId) {
        runs.ask(cellId);
        return epochs.fresh().compose(read -> known(cellId));
    }
}
