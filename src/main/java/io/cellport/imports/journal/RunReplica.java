package io.cellport.imports.journal;

import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.storage.postgres.Replica;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a node keeps in memory of all runs: those that decide the status of a cell, or would if the active run were
 * cancelled. The progress of an active run is read when somebody asks about it. One thread reads, and it
 * blocks; any thread may ask, which does not. Blocks; safe for several threads.
 */
public final class RunReplica {

    private static final String ACTIVE = StateNames.among(ImportState.Active.class);

    static final String WHOLE = JournalRow.SELECT + "WHERE " + DryRun.IS_NONE + " AND " + ACTIVE
            + " UNION ALL SELECT ended.* FROM cell CROSS JOIN LATERAL (" + JournalRow.SELECT
            + "WHERE cell_id = cell.id AND " + Decisive.RUNS + " AND NOT " + ACTIVE
            + " ORDER BY number DESC LIMIT 1) ended WHERE cell.deleted_at IS NULL";

    /** The runs of a deleted cell stay for a while. */
    private static final String CELL_IS_THERE = "(SELECT deleted_at IS NULL FROM cell WHERE id = cell_id)";

    static final String CHANGES = JournalRow.SELECT + "WHERE epoch > ? AND " + CELL_IS_THERE + " UNION ALL "
            + JournalRow.SELECT + "WHERE number = ANY(?) AND " + ACTIVE + " ORDER BY epoch";

    private final LongSupplier nanoTime;
    private final WatchedRuns watched;
    private volatile Standings standings = new Standings();

    public RunReplica() {
        this(System::nanoTime);
    }

    /**
     * Knows nothing yet.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    RunReplica(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.watched = new WatchedRuns(nanoTime);
    }

    /**
     * To be read by one source, in this order: no run is read of a cell whose deletion was read before. The cells come
     * after them: whoever is told that a cell has no run any more finds that it is deleted.
     */
    public List<Replica> parts() {
        return List.of(new Deletions(), new Runs());
    }

    /** A cell's status, as of the last read. */
    Optional<DecidedStatus> standing(String cellId) {
        return standings.of(cellId);
    }

    /**
     * Has the next read tell how far the active run of a cell is, if one is known; returns the time of the question.
     */
    long ask(String cellId) {
        return active(cellId).map(watched::ask).orElseGet(nanoTime::getAsLong);
    }

    /** Whether the progress of the cell's active run, if there is one, is known as of this time or a later one. */
    boolean isReadSince(String cellId, long time) {
        return active(cellId).map(run -> watched.isReadSince(run, time)).orElse(true);
    }

    private Optional<Long> active(String cellId) {
        return standings.active(cellId).map(active -> active.run().number());
    }

    /** The table of runs. */
    private final class Runs implements Replica {

        private List<Long> due = List.of();
        private long sentAt;

        @Override
        public String whole() {
            return WHOLE;
        }

        @Override
        public String changes() {
            return CHANGES;
        }

        @Override
        public boolean isDue() {
            return !watched.due().isEmpty();
        }

        @Override
        public List<Object> parameters(long known) {
            sentAt = nanoTime.getAsLong();
            due = watched.due();
            return List.of(known, due.stream().mapToLong(Long::longValue).toArray());
        }

        @Override
        public long replace(ResultSet rows) throws SQLException {
            Standings fresh = new Standings();
            long highest = apply(rows, fresh);
            standings = fresh;
            return highest;
        }

        @Override
        public long add(ResultSet rows) throws SQLException {
            long highest = apply(rows, standings);
            watched.read(due, sentAt);
            return highest;
        }

        private static long apply(ResultSet rows, Standings standings) throws SQLException {
            long highest = 0;
            while (rows.next()) {
                standings.apply(state(rows));
                highest = Math.max(highest, rows.getLong("epoch"));
            }
            return highest;
        }

        /** One row that cannot be read must not hide all others. */
        private static ImportState state(ResultSet row) throws SQLException {
            try {
                return JournalRow.state(row);
            } catch (SQLDataException unreadable) {
                return JournalRow.failed(row, ImportFailure.of(JournalRow.DAMAGED));
            }
        }
    }

    /** The table of cells, as far as cells are deleted. */
    private final class Deletions implements Replica {

        private static final String COLUMNS = "SELECT id, deleted_at IS NOT NULL AS deleted, epoch FROM cell ";

        /** Of cells that are deleted already no run is read. */
        @Override
        public String whole() {
            return COLUMNS + "ORDER BY epoch DESC LIMIT 1";
        }

        @Override
        public String changes() {
            return COLUMNS + "WHERE epoch > ? ORDER BY epoch";
        }

        @Override
        public long replace(ResultSet rows) throws SQLException {
            return add(rows);
        }

        @Override
        public long add(ResultSet rows) throws SQLException {
            long highest = 0;
            while (rows.next()) {
                if (rows.getBoolean("deleted")) {
                    standings.drop(rows.getString("id"));
                }
                highest = rows.getLong("epoch");
            }
            return highest;
        }
    }
}
