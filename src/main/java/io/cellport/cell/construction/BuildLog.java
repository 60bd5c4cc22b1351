package io.cellport.cell.construction;

import static io.cellport.storage.Statements.first;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.storage.Sqlite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database beside a generation under construction. It says which pages of the generation are complete, and holds
 * its small tables and the checkpoint; each transaction stores them together. While its file exists, the generation is
 * not sealed. Blocks; for one thread.
 */
public final class BuildLog implements AutoCloseable {

    static final String SUFFIX = "-build";

    /** Raise it with each change of its tables: an import that another version has begun is begun anew. */
    private static final int VERSION = 1;

    /** The tables that the generation gets as they are. */
    static final Map<String, String> SMALL_TABLES = Map.of(
            "reference", "(target TEXT NOT NULL, count INTEGER NOT NULL)",
            "file", "(id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL)",
            "node", "(id TEXT NOT NULL)",
            "needed_file", "(path TEXT NOT NULL)",
            "checkpoint", CheckpointTable.COLUMNS);

    private static final String EXTENTS =
            "CREATE TABLE IF NOT EXISTS extent(first INTEGER PRIMARY KEY, next INTEGER NOT NULL,"
                    + " checksum INTEGER NOT NULL, last_entity INTEGER NOT NULL, entities BLOB NOT NULL, chunks BLOB NOT NULL)";

    private final Connection connection;
    private final PreparedStatement insertReference;
    private final PreparedStatement insertFile;
    private final PreparedStatement growFile;
    private final PreparedStatement insertNode;
    private final PreparedStatement insertNeededFile;
    private final PreparedStatement insertExtent;
    private final CheckpointTable checkpoints;
    private long lastFile;

    /**
     * Pages that one transaction has appended.
     *
     * @param first the first of them
     * @param next the one behind the last
     * @param lastEntity the number of the last entity so far
     * @param entities each leaf of the table of entities: its page, and the number of its last row
     * @param chunks the same of the table of pieces of files
     */
    record Extent(long first, long next, long checksum, long lastEntity, byte[] entities, byte[] chunks) {}

    static Path of(Path generation) {
        return generation.resolveSibling(generation.getFileName() + SUFFIX);
    }

    static boolean exists(Path generation) {
        return Files.exists(of(generation));
    }

    /** Opens a new one, or that of an earlier attempt; one that another version has written is deleted. */
    static BuildLog open(Path generation, Sqlite sqlite) throws SQLException, IOException {
        Optional<BuildLog> known = known(sqlite.openForBuilding(of(generation)));
        if (known.isPresent()) {
            return known.get();
        }
        delete(generation);
        return known(sqlite.openForBuilding(of(generation))).orElseThrow();
    }

    /** Empty, and closed, if it is of another version. */
    private static Optional<BuildLog> known(Connection connection) throws SQLException {
        try {
            long version = version(connection);
            if (version == 0 || version == VERSION) {
                return Optional.of(new BuildLog(connection));
            }
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static long version(Connection connection) throws SQLException {
        return first(connection, "PRAGMA user_version", row -> row.getLong(1)).orElse(0L);
    }

    private BuildLog(Connection connection) throws SQLException {
        this.connection = connection;
        if (version(connection) == 0) {
            // Only if they are missing: a start opens the file even on a full disk, where it cannot be written.
            for (Map.Entry<String, String> table : SMALL_TABLES.entrySet()) {
                Sqlite.execute(connection, "CREATE TABLE IF NOT EXISTS " + table.getKey() + table.getValue());
            }
            Sqlite.execute(connection, EXTENTS, "PRAGMA user_version = " + VERSION);
        }
        connection.setAutoCommit(false);
        insertReference = connection.prepareStatement("INSERT INTO reference(target, count) VALUES(?, ?)");
        insertFile = connection.prepareStatement("INSERT INTO file(id, path, size) VALUES(?, ?, ?)");
        growFile = connection.prepareStatement("UPDATE file SET size = size + ? WHERE id = ?");
        insertNode = connection.prepareStatement("INSERT INTO node(id) VALUES(?)");
        insertNeededFile = connection.prepareStatement("INSERT INTO needed_file(path) VALUES(?)");
        insertExtent = connection.prepareStatement(
                "INSERT INTO extent(first, next, checksum, last_entity, entities, chunks) VALUES(?, ?, ?, ?, ?, ?)");
        checkpoints = new CheckpointTable(connection);
        lastFile = first(connection, "SELECT coalesce(max(id), 0) FROM file", row -> row.getLong(1))
                .orElse(0L);
        connection.commit();
    }

    Checkpoint checkpoint() throws SQLException {
        return checkpoints.read();
    }

    /** Adds a piece to the file that is being stored, and returns the number of the file. */
    long add(FileChunk chunk) throws SQLException {
        if (chunk.index() == 0) {
            insertFile.setLong(1, ++lastFile);
            insertFile.setString(2, chunk.path());
            insertFile.setLong(3, chunk.bytes().length);
            insertFile.executeUpdate();
        } else {
            growFile.setLong(1, chunk.bytes().length);
            growFile.setLong(2, lastFile);
            growFile.executeUpdate();
        }
        return lastFile;
    }

    void addNode(String id) throws SQLException {
        insertNode.setString(1, id);
        insertNode.executeUpdate();
    }

    void addNeededFile(String path) throws SQLException {
        insertNeededFile.setString(1, path);
        insertNeededFile.executeUpdate();
    }

    void addReferences(Map<String, Long> references) throws SQLException {
        for (Map.Entry<String, Long> reference : references.entrySet()) {
            insertReference.setString(1, reference.getKey());
            insertReference.setLong(2, reference.getValue());
            insertReference.addBatch();
        }
        insertReference.executeBatch();
    }

    /** Ends the transaction. */
    void commit(Extent extent, Checkpoint after) throws SQLException {
        if (extent.next() > extent.first()) {
            insertExtent.setLong(1, extent.first());
            insertExtent.setLong(2, extent.next());
            insertExtent.setLong(3, extent.checksum());
            insertExtent.setLong(4, extent.lastEntity());
            insertExtent.setBytes(5, extent.entities());
            insertExtent.setBytes(6, extent.chunks());
            insertExtent.executeUpdate();
        }
        checkpoints.save(after);
        connection.commit();
    }

    /** The page behind the last one that counts. */
    long next() throws SQLException {
        return first(connection, "SELECT max(next) FROM extent HAVING max(next) > 0", row -> row.getLong(1))
                .orElse(2L);
    }

    long lastEntity() throws SQLException {
        String sql = "SELECT max(last_entity) FROM extent";
        return first(connection, sql, row -> row.getLong(1)).orElse(0L);
    }

    /** Something to be done with each extent, in the order of pages. */
    @FunctionalInterface
    interface ExtentReader {

        /** Returns false to read no more. */
        boolean read(long first, long next, long checksum) throws SQLException;
    }

    void forEachExtent(ExtentReader reader) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT first, next, checksum FROM extent ORDER BY first");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next() && reader.read(rows.getLong(1), rows.getLong(2), rows.getLong(3))) {}
        }
    }

    /** Leaves of a table, {@code entities} or {@code chunks}. */
    Leaves leaves(String table) throws SQLException {
        return new Leaves(connection, table);
    }

    /** Reads leaves in their order. For one thread. */
    static final class Leaves implements AutoCloseable {

        private static final int BYTES = 2 * Long.BYTES;

        private final PreparedStatement statement;
        private final ResultSet rows;
        private final long count;
        private ByteBuffer unread = ByteBuffer.allocate(0);

        private Leaves(Connection connection, String table) throws SQLException {
            String sum = "SELECT coalesce(sum(length(%s)), 0) FROM extent".formatted(table);
            count = first(connection, sum, row -> row.getLong(1)).orElse(0L) / BYTES;
            statement = connection.prepareStatement("SELECT %s FROM extent ORDER BY first".formatted(table));
            rows = statement.executeQuery();
        }

        long count() {
            return count;
        }

        /** The page of the next leaf, and the number of its last row. */
        long[] next() throws SQLException {
            while (!unread.hasRemaining()) {
                rows.next();
                unread = ByteBuffer.wrap(rows.getBytes(1));
            }
            return new long[] {unread.getLong(), unread.getLong()};
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    /** Deletes the log of a generation that is complete. */
    static void delete(Path generation) throws IOException {
        // The database goes first: a part of it without the changes to it could be taken for the log of fewer rows.
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(generation.resolveSibling(generation.getFileName() + SUFFIX + suffix));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
