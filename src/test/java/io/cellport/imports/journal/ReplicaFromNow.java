package io.cellport.imports.journal;

import io.cellport.storage.postgres.Replica;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A replica that knows nothing of what was there before it began to be read. */
record ReplicaFromNow(Replica replica) implements Replica {

    @Override
    public String whole() {
        return "SELECT n AS epoch FROM epoch";
    }

    @Override
    public String changes() {
        return replica.changes();
    }

    @Override
    public List<Object> parameters(long known) {
        return replica.parameters(known);
    }

    @Override
    public long replace(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong("epoch");
    }

    @Override
    public long add(ResultSet rows) throws SQLException {
        return replica.add(rows);
    }

    /** Has the connection of its source report at each read what it has counted. */
    record Report() implements Replica {

        @Override
        public String whole() {
            return "SELECT pg_stat_force_next_flush()";
        }

        @Override
        public String changes() {
            return whole();
        }

        @Override
        public List<Object> parameters(long known) {
            return List.of();
        }

        @Override
        public long replace(ResultSet rows) {
            return 0;
        }

        @Override
        public long add(ResultSet rows) {
            return 0;
        }
    }
}
