package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.storage.postgres.EpochReader;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The status view of a node in a cluster: each answer waits for a read of the database that was sent after the question.
 * One read answers all who wait, whatever they ask. The progress of a run, which is read less often, is as of the last
 * second. Does not block. Safe for several threads.
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
    public Future<Optional<Standing>> standing(String cellId) {
        return epochs.fresh().compose(read -> {
            Optional<Standing> standing = runs.standing(cellId);
            boolean isRecent = !(standing.orElse(null) instanceof Active active) || runs.watch(active);
            return isRecent ? Future.succeededFuture(standing) : epochs.fresh().map(readAgain -> runs.standing(cellId));
        });
    }
}
