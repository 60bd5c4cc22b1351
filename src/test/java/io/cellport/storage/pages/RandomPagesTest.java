package io.cellport.storage.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small files of random rows, whose lengths lie around those at which a page or a cell is full. SQLite finds
 * nothing wrong with them, and an index that it makes itself has the same entries in the same order. Some files begin
 * just before the page at 1 GiB. {@code -Dcellport.files=5000} makes more of them.
 */
class RandomPagesTest {

    private static final int FILES = Integer.getInteger("cellport.files", 60);

    private static final int LOCK_PAGE = (1 << 30) / PageBytes.SIZE + 1;

    private static final int[] LENGTHS = {
        0, 1, 7, 58, 121, 1_003, Cells.MOST_IN_INDEX, Cells.MOST_IN_TABLE, 8_188, 8_192, 9_191, 16_376, 17_379
    };

    private static final String[] PIECES = {
        "a",
        "b",
        "\0",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff"
    };

    private static final String SQL =
            "CREATE TABLE t(id INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL)";

    @TempDir
    Path directory;

    private Random random = new Random();

    private record Row(long id, String type, String name, byte[] bytes) {}

    @Test
    void sqliteMakesTheSameIndexes() throws Exception {
        long first = Long.getLong("cellport.seed", System.nanoTime());
        for (long seed = first; seed < first + FILES; seed++) {
            random = new Random(seed);
            Path file = directory.resolve("random.db");
            try {
                check(file, rows());
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            Files.delete(file);
        }
    }

    private List<Row> rows() {
        int most =
                switch (random.nextInt(4)) {
                    case 0 -> 3;
                    case 1 -> 40;
                    case 2 -> 300;
                    default -> 1_200;
                };
        boolean isLong = most <= 300;
        int count = random.nextInt(most + 1);
        int pieces = 1 + random.nextInt(PIECES.length);
        boolean samePrefix = random.nextBoolean();
        Set<List<String>> names = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        long id = random.nextBoolean() ? 0 : (1L << (2 + random.nextInt(44))) - 3;
        for (int i = 0; i < count; i++) {
            String type = "t" + "y".repeat(random.nextInt(3));
            String name = text(pieces, samePrefix, isLong);
            if (names.add(List.of(type, name))) {
                id += 1 + (random.nextInt(20) == 0 ? random.nextInt(1 << 20) : 0);
                byte[] bytes = new byte[length(isLong)];
                random.nextBytes(bytes);
                rows.add(new Row(id, type, name, bytes));
            }
        }
        return rows;
    }

    private int length(boolean isLong) {
        int around = LENGTHS[random.nextInt(isLong ? LENGTHS.length : 5)];
        return Math.max(0, around + random.nextInt(23) - 18);
    }

    private String text(int pieces, boolean samePrefix, boolean isLong) {
        int length = length(isLong);
        StringBuilder text = new StringBuilder();
        if (samePrefix) {
            text.append("p".repeat(Math.max(0, length - 3)));
        }
        int bytes = text.length();
        while (bytes < length) {
            String piece = PIECES[random.nextInt(pieces)];
            bytes += piece.getBytes(UTF_8).length;
            text.append(piece);
        }
        return text.toString();
    }

    private void check(Path path, List<Row> rows) throws Exception {
        int first = random.nextInt(4) == 0 ? LOCK_PAGE - random.nextInt(60) : 2;
        List<long[]> leaves = new ArrayList<>();
        try (PageFile file = new PageFile(path, Runnable::run);
                KeySorter names = new KeySorter(directory.resolve("names"))) {
            file.cutTo(first, 7);
            TableLeaves table = new TableLeaves(file, (page, last) -> leaves.add(new long[] {page, last}));
            RowValues record = new RowValues();
            for (Row row : rows) {
                byte[] type = row.type().getBytes(UTF_8);
                byte[] name = row.name().getBytes(UTF_8);
                table.add(row.id(), record.start().none().text(type).text(name).blob(row.bytes()));
                names.add((row.type() + '\0').getBytes(UTF_8), name, row.id());
                if (random.nextInt(100) == 0) {
                    table.flush();
                }
            }
            table.flush();
            long root = new TableTree(file).build(leaves.size(), leaves.iterator()::next);
            IndexTree index = new IndexTree(file);
            names.sorted((key, row) -> {
                String text = new String(key, UTF_8);
                int end = text.indexOf('\0');
                index.add(record.start()
                        .text(text.substring(0, end).getBytes(UTF_8))
                        .text(text.substring(end + 1).getBytes(UTF_8))
                        .integer(row));
            });
            long indexRoot = index.finish();
            file.finish(7);
            free(path, first);
            ask(path, rows, root, indexRoot);
        }
    }

    /** Makes the pages before the first one free ones, which SQLite does not miss. */
    private static void free(Path path, int first) throws Exception {
        int most = PageBytes.SIZE / 4 - 2;
        int next = 0;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (int end = first; end > 2; ) {
                int trunk = Math.max(2, end - 1 - most);
                ByteBuffer page =
                        ByteBuffer.allocate(PageBytes.SIZE).putInt(next).putInt(end - trunk - 1);
                for (int leaf = trunk + 1; leaf < end; leaf++) {
                    page.putInt(leaf);
                }
                file.seek((trunk - 1L) * PageBytes.SIZE);
                file.write(page.array());
                next = trunk;
                end = trunk;
            }
            file.seek(32);
            file.writeInt(next);
            file.writeInt(first - 2);
        }
    }

    private void ask(Path path, List<Row> rows, long root, long indexRoot) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            execute(connection, "PRAGMA writable_schema = ON");
            execute(connection, "INSERT INTO sqlite_schema VALUES('table', 't', 't', %d, '%s')".formatted(root, SQL));
            execute(
                    connection,
                    "INSERT INTO sqlite_schema VALUES('index', 'i', 't', %d, 'CREATE UNIQUE INDEX i ON t(type, name)')"
                            .formatted(indexRoot));
            execute(connection, "PRAGMA writable_schema = RESET");
            assertThat(texts(connection, "PRAGMA integrity_check")).containsExactly("ok");
            assertThat(texts(connection, "PRAGMA quick_check")).containsExactly("ok");
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT id, type, name, bytes FROM t ORDER BY id")) {
                for (Row row : rows) {
                    assertThat(found.next()).isTrue();
                    assertThat(found.getLong(1)).isEqualTo(row.id());
                    assertThat(found.getString(2)).isEqualTo(row.type());
                    assertThat(found.getString(3)).isEqualTo(row.name());
                    assertThat(found.getBytes(4)).isEqualTo(row.bytes());
                }
                assertThat(found.next()).isFalse();
            }
            String entries = "SELECT id FROM t INDEXED BY i WHERE type >= '' ORDER BY type, name";
            List<String> ours = texts(connection, entries);
            for (Row row : rows.subList(0, Math.min(rows.size(), 50))) {
                assertThat(find(connection, row)).isEqualTo(row.id());
            }
            if (random.nextBoolean()) {
                execute(connection, "ANALYZE");
                execute(connection, "REINDEX");
            } else {
                execute(connection, "DELETE FROM t WHERE id % 3 = 1 AND id < 0");
                execute(connection, "VACUUM");
            }
            assertThat(texts(connection, entries)).isEqualTo(ours);
            execute(connection, "INSERT INTO t(type, name, bytes) VALUES('zzz', 'zzz', zeroblob(100000))");
            execute(connection, "DELETE FROM t WHERE id % 3 = 1");
            assertThat(texts(connection, "PRAGMA integrity_check")).containsExactly("ok");
        }
    }

    private static long find(Connection connection, Row row) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT id FROM t INDEXED BY i WHERE type = ? AND name = ?")) {
            statement.setString(1, row.type());
            statement.setString(2, row.name());
            return statement.executeQuery().getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
