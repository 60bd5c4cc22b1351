package io.cellport.storage.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite finds nothing wrong with the pages, and finds in them what was put in. */
class PagesTest {

    private static final String TABLE =
            "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL)";
    private static final String INDEX = "CREATE UNIQUE INDEX t_name ON t(name)";

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 30, 250, 251, 252, 253, 1_000, 1_001, 30_000, 100_001})
    void manySmallRows(int rows) throws Exception {
        check(rows, 24, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40, 300})
    void rowsAndKeysThatAreLongerThanPages(int rows) throws Exception {
        check(rows, 30_000, 100_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 50, 51, 52, 53, 54, 55, 3_000})
    void keysOfWhichFewFitIntoAPage(int rows) throws Exception {
        check(rows, 2_100, 9_000);
    }

    /** A row of each length around those at which a part of it no longer stands in the page of the row. */
    @Test
    void everyLengthAroundTheOnesThatMatter() throws Exception {
        Map<String, byte[]> rows = new TreeMap<>();
        for (int base :
                new int[] {Cells.MOST_IN_INDEX, Cells.MOST_IN_TABLE, PageBytes.SIZE, 2 * PageBytes.SIZE + 980}) {
            for (int i = base - 40; i < base + 40; i++) {
                rows.put("x".repeat(i) + i, new byte[i]);
            }
        }
        check(rows, new ArrayList<>(rows.keySet()));
    }

    /** SQLite uses one page at 1 GiB for its locks. */
    @Test
    @Tag("nightly")
    void theFileGoesBeyondAGibibyte() throws Exception {
        Path path = directory.resolve("large.db");
        List<long[]> leaves = new ArrayList<>();
        try (PageFile file = new PageFile(path, Runnable::run)) {
            file.cutTo(2, 7);
            TableLeaves table = new TableLeaves(file, (page, last) -> leaves.add(new long[] {page, last}));
            RowValues record = new RowValues();
            for (int i = 1; i <= 1_100; i++) {
                table.add(
                        i,
                        record.start().none().text(("name" + i).getBytes(UTF_8)).blob(new byte[(1 << 20) - i]));
            }
            table.flush();
            long root = new TableTree(file).build(leaves.size(), leaves.iterator()::next);
            file.finish(7);
            try (Connection connection = open(path)) {
                declare(connection, "table", "t", root, TABLE);
                execute(connection, "PRAGMA writable_schema = RESET");
                assertThat(query(connection, "PRAGMA integrity_check")).isEqualTo("ok");
                assertThat(query(connection, "SELECT count(*) || ' ' || sum(length(bytes)) FROM t"))
                        .isEqualTo("1100 " + (1_100L * (1 << 20) - 1_100L * 1_101 / 2));
            }
        }
    }

    private void check(int count, int longestName, int longestValue) throws Exception {
        Map<String, byte[]> rows = new TreeMap<>();
        List<String> order = new ArrayList<>();
        while (order.size() < count) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(longestName + 1); name.length() < length; ) {
                name.append((char) ('a' + random.nextInt(26)));
            }
            name.append(order.size());
            byte[] value = new byte[random.nextInt(longestValue + 1)];
            random.nextBytes(value);
            rows.put(name.toString(), value);
            order.add(name.toString());
        }
        check(rows, order);
    }

    private void check(Map<String, byte[]> rows, List<String> order) throws Exception {
        Path path = directory.resolve("test.db");
        List<long[]> leaves = new ArrayList<>();
        try (PageFile file = new PageFile(path, Runnable::run);
                KeySorter names = new KeySorter(directory.resolve("names"))) {
            file.cutTo(2, 7);
            TableLeaves table = new TableLeaves(file, (page, last) -> leaves.add(new long[] {page, last}));
            RowValues record = new RowValues();
            for (int i = 0; i < order.size(); i++) {
                byte[] name = order.get(i).getBytes(UTF_8);
                table.add(i + 1, record.start().none().text(name).blob(rows.get(order.get(i))));
                names.add(name, i + 1);
            }
            table.flush();
            long root = new TableTree(file).build(leaves.size(), leaves.iterator()::next);
            IndexTree index = new IndexTree(file);
            names.sorted((key, row) -> index.add(record.start().text(key).integer(row)));
            long indexRoot = index.finish();
            file.finish(7);

            try (Connection connection = open(path)) {
                declare(connection, "table", "t", root, TABLE);
                declare(connection, "index", "t_name", indexRoot, INDEX);
                execute(connection, "PRAGMA writable_schema = RESET");
                assertThat(query(connection, "PRAGMA integrity_check"))
                        .as("seed %s", seed)
                        .isEqualTo("ok");
                for (int i = 0; i < Math.min(order.size(), 1_000); i++) {
                    int row = random.nextInt(order.size());
                    String name = order.get(row);
                    assertThat(find(connection, name))
                            .as("seed %s, %s", seed, name)
                            .isEqualTo(row + 1);
                    assertThat(value(connection, row + 1)).isEqualTo(rows.get(name));
                }
                execute(connection, "INSERT INTO t(name, bytes) VALUES('zzzz', zeroblob(100000))");
                execute(connection, "DELETE FROM t WHERE id % 3 = 1");
                assertThat(query(connection, "PRAGMA integrity_check"))
                        .as("seed %s, changed", seed)
                        .isEqualTo("ok");
            }
        }
    }

    private static Connection open(Path path) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        execute(connection, "PRAGMA writable_schema = ON");
        return connection;
    }

    private static void declare(Connection connection, String type, String name, long root, String sql)
            throws SQLException {
        execute(
                connection,
                "INSERT INTO sqlite_schema VALUES('%s', '%s', 't', %d, '%s')".formatted(type, name, root, sql));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private static int find(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT id FROM t INDEXED BY t_name WHERE name = ?")) {
            statement.setString(1, name);
            return statement.executeQuery().getInt(1);
        }
    }

    private static byte[] value(Connection connection, int id) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT bytes FROM t WHERE id = ?")) {
            statement.setInt(1, id);
            return statement.executeQuery().getBytes(1);
        }
    }
}
