package io.cellport.cell.generation;

import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.Row.NeededFile;
import io.cellport.cell.generation.Row.Node;
import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.FileDigest;
import io.cellport.storage.Interruptible;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a generation in one SQLite file: it appends rows to tables without indexes, and creates the indexes, which
 * also prove uniqueness, at the end. Blocks; for one thread.
 */
public final class SqliteGenerationWriter implements GenerationWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteGenerationWriter.class);

    private static final long RETRY_NANOS = 500_000_000L;

    /** Bits of a chunk's id for its number within the file: enough for files of up to 1 TiB. */
    static final int CHUNK_BITS = 20;

    private static final String[] SCHEMA = {
        "CREATE TABLE IF NOT EXISTS entity(type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, source BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS reference(target TEXT NOT NULL, count INTEGER NOT NULL)",
        "CREATE TABLE IF NOT EXISTS file(id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL)",
        "CREATE TABLE IF NOT EXISTS chunk(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS node(id TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS needed_file(path TEXT NOT NULL)",
        CheckpointTable.SCHEMA,
        "CREATE TABLE IF NOT EXISTS seal(dangling INTEGER NOT NULL)",
        // Last, so that a file with this id has all tables.
        "PRAGMA application_id = " + GenerationFormat.APPLICATION_ID
    };

    private static final String[] SEAL = {
        "CREATE INDEX IF NOT EXISTS node_id ON node(id)",
        "CREATE INDEX IF NOT EXISTS link_end ON entity(" + LinkKeys.OTHER_END + ") WHERE type = 'link'",
        """
            INSERT INTO seal(dangling) SELECT coalesce(sum(count), 0) FROM reference
              WHERE NOT EXISTS (SELECT 1 FROM entity WHERE entity.id = reference.target)
                AND NOT EXISTS (SELECT 1 FROM node WHERE node.id = reference.target)"""
    };

    private final Path file;
    private final SealRecorder onSealed;
    private final Connection connection;
    private final PreparedStatement insertEntity;
    private final PreparedStatement insertReference;
    private final PreparedStatement insertFile;
    private final PreparedStatement growFile;
    private final PreparedStatement insertChunk;
    private final PreparedStatement insertNode;
    private final PreparedStatement insertNeededFile;
    private final CheckpointTable checkpoints;
    private long lastFile;

    /**
     * Opens a new file, or the one of an earlier attempt.
     *
     * @param onSealed records the seal
     */
    public static SqliteGenerationWriter open(Path file, Sqlite sqlite, SealRecorder onSealed) {
        try {
            return on(sqlite.openForBuilding(file), file, onSealed);
        } catch (SQLException e) {
            throw failure("open generation for building", e, file);
        }
    }

    private static SqliteGenerationWriter on(Connection connection, Path file, SealRecorder onSealed)
            throws SQLException {
        try {
            return new SqliteGenerationWriter(file, connection, onSealed);
        } catch (SQLException | RuntimeException | Error e) {
            Sqlite.closeAfter(e, connection);
            throw e;
        }
    }

    private static RuntimeException failure(String what, Exception e, Path file) {
        return StorageFailure.of(what, e, DurableFiles.directoryOf(file));
    }

    private SqliteGenerationWriter(Path file, Connection connection, SealRecorder onSealed) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.onSealed = onSealed;
        new GenerationFormat(0, Math.toIntExact(queryLong("PRAGMA user_version"))).requireKnown();
        if (queryLong("PRAGMA application_id") != GenerationFormat.APPLICATION_ID) {
            // Only if they are missing: a start opens the file even on a full disk, where it cannot be written.
            Sqlite.execute(connection, SCHEMA);
        }
        connection.setAutoCommit(false);
        insertEntity = connection.prepareStatement("INSERT INTO entity(type, id, key, source) VALUES(?, ?, ?, ?)");
        insertReference = connection.prepareStatement("INSERT INTO reference(target, count) VALUES(?, ?)");
        insertFile = connection.prepareStatement("INSERT INTO file(id, path, size) VALUES(?, ?, ?)");
        growFile = connection.prepareStatement("UPDATE file SET size = size + ? WHERE id = ?");
        insertChunk = connection.prepareStatement("INSERT INTO chunk(id, bytes) VALUES(?, ?)");
        insertNode = connection.prepareStatement("INSERT INTO node(id) VALUES(?)");
        insertNeededFile = connection.prepareStatement("INSERT INTO needed_file(path) VALUES(?)");
        checkpoints = new CheckpointTable(connection);
        lastFile = queryLong("SELECT coalesce(max(id), 0) FROM file");
        connection.commit();
    }

    @Override
    public Checkpoint checkpoint() {
        try {
            return checkpoints.read();
        } catch (SQLException e) {
            throw failure("read checkpoint", e, file);
        }
    }

    @Override
    public void write(List<Row> rows, Checkpoint after) {
        try {
            Map<String, Long> references = new HashMap<>();
            for (Row row : rows) {
                if (row instanceof Entity entity) {
                    add(entity);
                    entity.references().forEach(target -> references.merge(target, 1L, Long::sum));
                } else if (row instanceof FileChunk chunk) {
                    add(chunk);
                } else if (row instanceof Node node) {
                    add(node);
                } else if (row instanceof NeededFile needed) {
                    add(needed);
                }
            }
            insertEntity.executeBatch();
            addReferences(references);
            checkpoints.save(after);
            connection.commit();
        } catch (SQLException e) {
            throw failure("write generation", e, file);
        }
    }

    private void add(Entity entity) throws SQLException {
        insertEntity.setString(1, entity.type());
        insertEntity.setString(2, entity.id());
        insertEntity.setString(3, entity.key());
        insertEntity.setBytes(4, entity.source());
        insertEntity.addBatch();
    }

    private void add(FileChunk chunk) throws SQLException {
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
        insertChunk.setLong(1, lastFile << CHUNK_BITS | chunk.index());
        insertChunk.setBytes(2, chunk.bytes());
        insertChunk.executeUpdate();
    }

    private void add(Node node) throws SQLException {
        insertNode.setString(1, node.id());
        insertNode.executeUpdate();
    }

    private void add(NeededFile needed) throws SQLException {
        insertNeededFile.setString(1, needed.path());
        insertNeededFile.executeUpdate();
    }

    private void addReferences(Map<String, Long> references) throws SQLException {
        for (Map.Entry<String, Long> reference : references.entrySet()) {
            insertReference.setString(1, reference.getKey());
            insertReference.setLong(2, reference.getValue());
            insertReference.addBatch();
        }
        insertReference.executeBatch();
    }

    @Override
    public GenerationSummary seal(Runnable heartbeat) {
        try {
            if (queryLong("SELECT count(*) FROM seal") == 0) {
                new UniqueIndexes(connection, heartbeat).create();
                requireNeededFiles();
                Interruptible.execute(connection, heartbeat, SEAL);
                // Last, so that a file with this version is complete.
                Sqlite.execute(connection, "PRAGMA user_version = " + GenerationFormat.VERSION);
                connection.commit();
            }
            GenerationSummary summary = Summaries.read(connection);
            connection.commit();
            connection.setAutoCommit(true);
            Sqlite.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE");
            connection.close();
            DurableFiles.forceContent(file);
            DurableFiles.forceName(file);
            recordSeal(new GenerationSeal(Files.size(file), FileDigest.sha256(file, heartbeat)), heartbeat);
            return summary;
        } catch (SQLException | IOException e) {
            throw failure("seal generation", e, file);
        }
    }

    /** Tries again and again, because unit.db may be locked by a backup, or the disk full, for a while only. */
    private void recordSeal(GenerationSeal seal, Runnable heartbeat) {
        for (boolean warned = false; ; warned = true) {
            try {
                onSealed.record(seal, heartbeat);
                return;
            } catch (StoreException | ApiException e) {
                if (!warned) {
                    LOG.warn("a seal waits to be recorded: {}", FailureReason.words(e), e);
                }
            }
            heartbeat.run();
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void requireNeededFiles() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GenerationFlaws.MISSING_FILES + " LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                throw new MissingFileException(rows.getString(1));
            }
        }
    }

    private long queryLong(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close generation", e, file);
        }
    }
}
