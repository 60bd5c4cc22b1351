package io.cellport.storage;

import io.cellport.storage.Statements.RowMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a file that never changes. It keeps what it has prepared and attached for the next question: to
 * prepare a short statement takes longer than to execute it. Blocks; for one thread.
 */
public final class SqlReader implements AutoCloseable {

    private static final int MOST_KEPT = 24;

    /** Longer statements are hardly ever the same again, and a tenant could fill the memory with them. */
    private static final int LONGEST_KEPT = 2_000;

    private static final Pattern PARAMETER = Pattern.compile("\\?\\d*");

    private static final int MOST_ATTACHED = 3;

    /** Kibibytes of pages that are kept of an attached file. */
    private static final int ATTACHED_CACHE = 256;

    private final Path file;
    private final Connection connection;

    /** Those that nobody executes, the least used first. */
    private final Map<String, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** The schemas of attached files, the least used first. */
    private final Map<Path, String> attached = new LinkedHashMap<>(4, 0.75f, true);

    private int lastSchema;

    private SqlReader(Sqlite sqlite, Path file) throws SQLException {
        this.file = file;
        this.connection = sqlite.openUnchanging(file);
    }

    /** Opens a file; throws if it is missing. */
    public static SqlReader open(Sqlite sqlite, Path file) throws SQLException {
        return new SqlReader(sqlite, file);
    }

    /** Asks a reader. Blocks; for one thread. */
    @FunctionalInterface
    public interface Work<T> {
        T on(SqlReader reader) throws SQLException;
    }

    /** Reads a result from its first row on. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    public Path file() {
        return file;
    }

    /** For what this class does not do; statements that are prepared with it are not kept. */
    public Connection connection() {
        return connection;
    }

    /** Executes a query, in whose text each {@code ?} is a parameter, none is part of a literal. */
    public <T> T read(String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = take(sql);
        boolean isSound = false;
        try {
            Statements.bind(statement, parameters);
            T result;
            try (ResultSet rows = statement.executeQuery()) {
                result = reading.of(rows);
            }
            statement.clearParameters();
            isSound = true;
            return result;
        } finally {
            giveBack(sql, statement, isSound);
        }
    }

    private PreparedStatement take(String sql) throws SQLException {
        // Taken out: whoever asks the same while its rows are read needs another one.
        PreparedStatement statement = kept.remove(sql);
        return statement == null ? connection.prepareStatement(preparedOnce(sql)) : statement;
    }

    /**
     * SQLite plans with values that columns are equal to, and with limits, and so prepares a statement again each time
     * one of them is bound. It does not see them in the function {@code likely}, which is never called.
     */
    private static String preparedOnce(String sql) {
        return PARAMETER.matcher(sql).replaceAll("likely($0)");
    }

    private void giveBack(String sql, PreparedStatement statement, boolean isSound) throws SQLException {
        if (!isSound || sql.length() > LONGEST_KEPT || kept.containsKey(sql)) {
            statement.close();
            return;
        }
        kept.put(sql, statement);
        if (kept.size() > MOST_KEPT) {
            Iterator<PreparedStatement> leastUsed = kept.values().iterator();
            PreparedStatement eldest = leastUsed.next();
            leastUsed.remove();
            eldest.close();
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        return read(sql, rows -> rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty(), parameters);
    }

    /** Calls the consumer with each row of a query, in its order, and returns the number of rows. */
    public <T> long forEach(
            String sql, RowMapper<T> mapper, Consumer<? super T> consumer, @Nullable Object... parameters)
            throws SQLException {
        return read(
                sql,
                rows -> {
                    long count = 0;
                    for (; rows.next(); count++) {
                        consumer.accept(mapper.map(rows));
                    }
                    return count;
                },
                parameters);
    }

    /** All rows of a query, in its order. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        forEach(sql, mapper, found::add, parameters);
        return List.copyOf(found);
    }

    /**
     * Attaches another file that never changes, unless it is. Only the files that were asked for last stay attached; a
     * file that was deleted meanwhile takes room until it is detached, or this is closed.
     *
     * @return the schema of its tables; none is used for two files
     */
    public String attach(Path other) throws SQLException {
        String known = attached.get(other);
        if (known != null) {
            return known;
        }
        if (attached.size() == MOST_ATTACHED) {
            detach(attached.keySet().iterator().next());
        }
        String schema = "attached" + ++lastSchema;
        Statements.update(connection, "ATTACH ? AS " + schema, Sqlite.unchanging(other));
        attached.put(other, schema);
        Sqlite.execute(connection, "PRAGMA " + schema + ".cache_size = -" + ATTACHED_CACHE);
        return schema;
    }

    /** Detaches a file, if it is attached; no query about it may be under way. */
    public void detach(Path other) throws SQLException {
        String schema = attached.remove(other);
        if (schema != null) {
            Sqlite.execute(connection, "DETACH " + schema);
        }
    }

    /** Closes the connection with all that it keeps. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
