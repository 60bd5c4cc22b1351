package io.cellport.cell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.extract.AccessExtract;
import io.cellport.cell.extract.AccessRow;
import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.storage.postgres.PostgresDatabase;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the table {@code access_row} with the extracts of generations. The row of a generation's blob has to be there
 * before its extract, and takes it along when it goes. Fails as {@link PostgresDatabase#change} does. Blocks; safe for
 * several threads.
 */
final class AccessRowTable {

    /** A row that was stored by a call whose answer was lost is the same. */
    private static final String INSERT = """
            INSERT INTO access_row(blob, ordinal, kind, key_hash, id_hash, key, id, source) VALUES(?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING""";

    private final PostgresDatabase database;

    AccessRowTable(PostgresDatabase database) {
        this.database = database;
    }

    /**
     * Stores an extract; what an earlier call stored of the same one stays. Nothing may read it before this returns.
     *
     * @param blob name of the generation's blob
     * @param heartbeat called before each change; it may throw, to end this
     */
    void write(String blob, AccessExtract extract, Runnable heartbeat) {
        Batches batches = new Batches(blob, heartbeat);
        extract.forEach(batches::add);
        batches.flush();
    }

    /** What a row is found by among those of all generations and kinds: of its id, or of its key. */
    static byte[] hash(String blob, Kind kind, String text) {
        String row = blob + '\0' + kind + '\0' + text;
        try {
            return MessageDigest.getInstance("SHA-256").digest(row.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    /** Collects rows and inserts them in transactions that last a short time. For one thread. */
    private final class Batches {

        private static final int MOST_ROWS = 1_000;

        private static final int ENOUGH_BYTES = 1 << 20;

        private final String blob;
        private final Runnable heartbeat;
        private final List<AccessRow> rows = new ArrayList<>();
        private long bytes;
        private long written;

        Batches(String blob, Runnable heartbeat) {
            this.blob = blob;
            this.heartbeat = heartbeat;
        }

        void add(AccessRow row) {
            rows.add(row);
            bytes += row.source().length + row.id().length() + row.key().length();
            if (rows.size() >= MOST_ROWS || bytes >= ENOUGH_BYTES) {
                flush();
            }
        }

        void flush() {
            if (!rows.isEmpty()) {
                heartbeat.run();
                database.change("store access rows", this::insert);
                written += rows.size();
                rows.clear();
                bytes = 0;
            }
        }

        private int[] insert(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                long ordinal = written;
                for (AccessRow row : rows) {
                    statement.setString(1, blob);
                    statement.setLong(2, ++ordinal);
                    statement.setString(3, row.kind().name());
                    statement.setBytes(4, hash(blob, row.kind(), row.key()));
                    statement.setBytes(5, isFoundById(row) ? hash(blob, row.kind(), row.id()) : null);
                    statement.setBytes(6, storedKey(row));
                    statement.setBytes(7, row.id().getBytes(UTF_8));
                    statement.setBytes(8, row.source());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        }

        private static boolean isFoundById(AccessRow row) {
            return row.kind() == Kind.ROLE || row.kind() == Kind.BOX;
        }

        /** Links are only looked for, never read. */
        private static byte[] storedKey(AccessRow row) {
            return row.kind() == Kind.LINK ? new byte[0] : row.key().getBytes(UTF_8);
        }
    }
}
