package io.cellport.storage.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The rows of a table are those that SQLite finds, whoever has written it; a damaged file has an end, too. */
class TableRowsTest {

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Row(long number, String name, String bytes) {}

    @ParameterizedTest
    @ValueSource(ints = {512, 1_024, 4_096, 8_192, 65_536})
    void rowsThatSqliteHasWrittenChangedAndDeleted(int pageBytes) throws Exception {
        Path file = written(pageBytes, 3_000, 5_000);

        assertThat(read(file)).as("seed %s", seed).isEqualTo(asked(file)).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30})
    void tablesOfOnePage(int rows) throws Exception {
        Path file = written(8_192, rows, 20);

        assertThat(read(file)).as("seed %s", seed).isEqualTo(asked(file));
    }

    @Test
    void rowsThatWereWrittenPageByPage() throws Exception {
        Path file = directory.resolve("pages.db");
        List<long[]> leaves = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        long root;
        try (PageFile pages = new PageFile(file, Runnable::run)) {
            pages.cutTo(2, 7);
            TableLeaves table = new TableLeaves(pages, (page, last) -> leaves.add(new long[] {page, last}));
            RowValues record = new RowValues();
            for (int i = 1; i <= 2_000; i++) {
                Row row = row(i * 3L, random.nextInt(20) == 0 ? 70_000 : 300);
                rows.add(row);
                byte[] name = row.name.getBytes(UTF_8);
                table.add(row.number, record.start().none().text(name).blob(row.bytes.getBytes(UTF_8)));
            }
            table.flush();
            root = new TableTree(pages).build(leaves.size(), leaves.iterator()::next);
            pages.finish(7);
        }

        assertThat(read(file, root)).as("seed %s", seed).isEqualTo(rows);
    }

    @Test
    void aDamagedFileEndsOrIsCalledDamaged() throws Exception {
        Path file = written(1_024, 400, 3_000);
        long root = root(file);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(8); n >= 0; n--) {
                int page = random.nextInt(damaged.length / 1_024);
                damaged[page * 1_024 + random.nextInt(random.nextBoolean() ? 12 : 1_024)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                read(file, root);
            } catch (SQLException e) {
                assertDamage(e);
                refused++;
            }
        }
        assertThat(refused).as("seed %s", seed).isBetween(500, 1_499);
    }

    @Test
    void pagesInACircleAreDamage() throws Exception {
        Path file = written(1_024, 400, 100);
        long root = root(file);
        byte[] bytes = Files.readAllBytes(file);
        int page = (int) (root - 1) * 1_024;
        assertThat(bytes[page]).isEqualTo((byte) Page.TABLE_INTERIOR);
        PageBytes.putShort(bytes, page + 3, 0);
        PageBytes.putInt(bytes, page + 8, root);
        Files.write(file, bytes);

        assertThatThrownBy(() -> read(file, root)).satisfies(TableRowsTest::assertDamage);
    }

    /** The last row of a page gets a length of which as much stands in the page as before. */
    @Test
    void aRowWithoutRoomForItsNextPageIsDamage() throws Exception {
        Path file = directory.resolve("pages.db");
        try (PageFile pages = new PageFile(file, Runnable::run)) {
            pages.cutTo(2, 7);
            TableLeaves table = new TableLeaves(pages, (page, last) -> {});
            table.add(1, new RowValues().start().blob(new byte[1_000]).blob(new byte[995]));
            table.flush();
            pages.finish(7);
        }
        byte[] bytes = Files.readAllBytes(file);
        int cell = 2 * PageBytes.SIZE - 2_000 - 3;
        Varint.put(bytes, cell, 2_000 + PageBytes.SIZE - 4);
        Varint.put(bytes, cell + 4, 12 + 2 * 6_000);
        Varint.put(bytes, cell + 6, 12 + 2 * 4_183);
        Files.write(file, bytes);

        try (TableRows table = new TableRows(file, 2)) {
            assertThatThrownBy(() -> {
                        table.next();
                        table.row().bytes(1);
                    })
                    .satisfies(TableRowsTest::assertDamage);
        }
    }

    @Test
    void aFileThatIsCutOffIsDamage() throws Exception {
        Path file = written(1_024, 400, 100);
        long root = root(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 99, 100, 1_024, bytes.length / 2 / 1_024 * 1_024}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> read(file, root)).as("%d bytes", length).satisfies(TableRowsTest::assertDamage);
        }
    }

    private static void assertDamage(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SQLiteException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(SQLiteErrorCode.SQLITE_CORRUPT));
    }

    private Row row(long number, int longest) {
        return new Row(
                number,
                "ü".repeat(random.nextInt(40)) + number,
                "x".repeat(random.nextInt(longest)) + random.nextInt(1_000));
    }

    private Path written(int pageBytes, int rows, int longest) throws SQLException {
        Path file = directory.resolve("test.db");
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + pageBytes);
            statement.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL)");
            statement.execute("CREATE INDEX t_name ON t(name)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO t VALUES(?, ?, ?)")) {
                for (int i = 0; i < rows; i++) {
                    Row row = row(random.nextBoolean() ? i : -random.nextLong(1L << 50), longest);
                    insert.setLong(1, row.number);
                    insert.setString(2, row.name);
                    insert.setBytes(3, row.bytes.getBytes(UTF_8));
                    insert.executeUpdate();
                }
            }
            statement.execute("DELETE FROM t WHERE id % 7 = 3");
            connection.commit();
        }
        return file;
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static List<Row> asked(Path file) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, name, bytes FROM t ORDER BY id")) {
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getString(2), new String(found.getBytes(3), UTF_8)));
            }
        }
        return rows;
    }

    private static long root(Path file) throws SQLException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = 't'")) {
            return found.getLong(1);
        }
    }

    private static List<Row> read(Path file) throws SQLException, IOException {
        return read(file, root(file));
    }

    private static List<Row> read(Path file, long root) throws SQLException, IOException {
        List<Row> rows = new ArrayList<>();
        try (TableRows table = new TableRows(file, root)) {
            while (table.next()) {
                RowRecord row = table.row();
                assertThat(row.size(2)).isEqualTo(row.bytes(2).length);
                rows.add(new Row(row.number(), new String(row.bytes(1), UTF_8), new String(row.bytes(2), UTF_8)));
            }
        }
        return rows;
    }
}
