package io.cellport.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes SQL statements with parameters. Blocks; stateless. */
public final class Statements {

    private Statements() {}

    /** Prepares a statement and binds its parameters: strings, longs, integers or null. */
    public static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement, parameters);
        return statement;
    }

    static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** Reads the current row of a result. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows of a query, in its order. */
    public static <T> List<T> query(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        List<T> found = new ArrayList<>();
        forEach(connection, sql, mapper, found::add, parameters);
        return List.copyOf(found);
    }

    /** Calls the consumer with each row of a query, in its order, and returns the number of rows. */
    public static <T> long forEach(
            Connection connection,
            String sql,
            RowMapper<T> mapper,
            Consumer<? super T> consumer,
            @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            long count = 0;
            for (; rows.next(); count++) {
                consumer.accept(mapper.map(rows));
            }
            return count;
        }
    }

    /** The first row of a query. */
    public static <T> Optional<T> first(
            Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
        }
    }

    /** Whether a query finds a row. */
    public static boolean exists(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        return first(connection, sql, row -> true, parameters).isPresent();
    }

    /** Executes one statement that changes rows and returns their number. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }
}
