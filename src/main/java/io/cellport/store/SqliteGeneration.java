package io.cellport.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** A sealed generation file, open for reading. */
final class SqliteGeneration implements CellGeneration {

    private static final String COLUMNS = "SELECT type, id, key, source FROM entity ";

    private final long number;
    private final Connection connection;

    static SqliteGeneration open(Path file, long number, Sqlite sqlite) {
        try {
            return new SqliteGeneration(number, sqlite.openSealed(file));
        } catch (SQLException e) {
            throw new StoreException("open generation", e);
        }
    }

    private SqliteGeneration(long number, Connection connection) {
        this.number = number;
        this.connection = connection;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public GenerationSummary summary() {
        return query("summarise", Summaries::read);
    }

    @Override
    public Optional<StoredEntity> entity(String id) {
        return findEntity(COLUMNS + "WHERE id = ?", id);
    }

    @Override
    public Optional<StoredEntity> entity(String type, String key) {
        return findEntity(COLUMNS + "WHERE type = ? AND key = ?", type, key);
    }

    private Optional<StoredEntity> findEntity(String sql, Object... parameters) {
        return query("find entity", open -> {
            try (PreparedStatement statement = UnitDatabase.prepare(open, sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(entity(rows)) : Optional.empty();
            }
        });
    }

    @Override
    public void entities(String type, Consumer<StoredEntity> consumer) {
        query("list entities", open -> {
            String sql = COLUMNS + "WHERE type = ? ORDER BY rowid";
            try (PreparedStatement statement = UnitDatabase.prepare(open, sql, type);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(entity(rows));
                }
                return null;
            }
        });
    }

    private static StoredEntity entity(ResultSet rows) throws SQLException {
        return new StoredEntity(rows.getString(1), rows.getString(2), rows.getString(3), rows.getBytes(4));
    }

    @Override
    public void paths(Consumer<String> consumer) {
        query("list files", open -> {
            try (PreparedStatement statement = open.prepareStatement("SELECT path FROM file ORDER BY id");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows.getString(1));
                }
                return null;
            }
        });
    }

    @Override
    public Optional<InputStream> file(String path) {
        return query("find file", open -> {
            try (PreparedStatement statement =
                            UnitDatabase.prepare(open, "SELECT id, size FROM file WHERE path = ?", path);
                    ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new ChunkStream(this, rows.getLong(1), rows.getLong(2)))
                        : Optional.empty();
            }
        });
    }

    /** The bytes of one chunk. */
    byte[] chunk(long file, long index) {
        return query("read chunk", open -> {
            long id = file << SqliteGenerationWriter.CHUNK_BITS | index;
            try (PreparedStatement statement = UnitDatabase.prepare(open, "SELECT bytes FROM chunk WHERE id = ?", id);
                    ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("chunk missing");
                }
                return rows.getBytes(1);
            }
        });
    }

    private synchronized <T> T query(String what, UnitDatabase.Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreException(what, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("close generation", e);
        }
    }
}
