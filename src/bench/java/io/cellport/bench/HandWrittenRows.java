package io.cellport.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The same rows in a table with a column and an index for each property, as one would design it by hand. */
final class HandWrittenRows implements AutoCloseable {

    private final Connection connection;

    HandWrittenRows(Path file, Path content) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute(
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                "ATTACH '" + content + "' AS content",
                "CREATE TABLE hand(r INTEGER PRIMARY KEY, login TEXT, n INTEGER, source BLOB)",
                "INSERT INTO hand SELECT rowid, json_extract(CAST(source AS TEXT), '$.s.P001'),"
                        + " json_extract(CAST(source AS TEXT), '$.s.P002'), source FROM content.entity",
                "CREATE INDEX hand_login ON hand(login)",
                "CREATE INDEX hand_n ON hand(n)");
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Executes a query and reads each row that it finds. */
    void run(String query) throws SQLException {
        run(query, row -> {});
    }

    /** The same, and calls the consumer with each row. */
    void run(String query, Consumer<byte[]> consumer) throws SQLException {
        String sql = "SELECT source FROM hand WHERE r IN (" + query + ")";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                consumer.accept(rows.getBytes(1));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
