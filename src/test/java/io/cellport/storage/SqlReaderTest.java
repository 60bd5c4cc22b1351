package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class SqlReaderTest {

    private static final String FIND = "SELECT b FROM t WHERE a = ?";

    /** SQLite would prepare it again for each value that it sees. */
    private static final String PREPARED = "SELECT b FROM t WHERE a = likely(?)";

    @TempDir
    private Path directory;

    private final List<String> prepared = new ArrayList<>();
    private SqlReader reader;

    @BeforeEach
    void open() throws SQLException {
        Sqlite watched = new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                return watched(super.connect(config, file));
            }
        };
        reader = SqlReader.open(watched, file("main", 1));
    }

    /** Files whose names have characters that mean something in URIs; row n of each has its number times n. */
    private Path file(String name, int number) throws SQLException {
        Path file = directory.resolve(name + " 100%25?a=b#c.db");
        try (Connection connection = new Sqlite().openScratch(file)) {
            Sqlite.execute(
                    connection,
                    "CREATE TABLE t(a INTEGER PRIMARY KEY, b)",
                    "INSERT INTO t VALUES (1, " + number + "), (2, " + 2 * number + ")");
        }
        return file;
    }

    private Connection watched(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        prepared.add((String) arguments[0]);
                    }
                    return method.invoke(connection, arguments);
                });
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
    }

    private int find(int a) throws SQLException {
        return reader.first(FIND, row -> row.getInt(1), a).orElseThrow();
    }

    @Test
    void aQuestionThatIsAskedAgainIsNotPreparedAgain() throws SQLException {
        assertThat(find(1)).isEqualTo(1);
        assertThat(find(2)).isEqualTo(2);
        assertThat(reader.first(FIND, row -> row.getInt(1), 3)).isEmpty();

        assertThat(prepared).containsExactly(PREPARED);
    }

    @Test
    void theSameQuestionMayBeAskedWhileItsRowsAreRead() throws SQLException {
        String all = "SELECT a FROM t ORDER BY a";
        List<List<Integer>> found = reader.query(all, row -> {
            row.getInt(1);
            return reader.query(all, inner -> inner.getInt(1));
        });

        assertThat(found).containsExactly(List.of(1, 2), List.of(1, 2));
    }

    @Test
    void aQuestionThatFailedIsPreparedAnew() throws SQLException {
        assertThatThrownBy(() -> reader.first(
                        FIND,
                        row -> {
                            throw new IllegalStateException("row");
                        },
                        1))
                .hasMessage("row");

        assertThat(find(2)).isEqualTo(2);
        assertThat(prepared).containsExactly(PREPARED, PREPARED);
    }

    @Test
    void noParameterIsLeftFromTheQuestionBefore() throws SQLException {
        find(1);

        assertThat(reader.<Boolean>read(FIND, rows -> rows.next())).isFalse();
    }

    @Test
    void parametersMayHaveNumbers() throws SQLException {
        String sql = "SELECT ?2 - ?1 + b FROM t WHERE a = ?1 LIMIT ?2";

        assertThat(reader.first(sql, row -> row.getInt(1), 1, 5)).contains(5);
        assertThat(reader.first(sql, row -> row.getInt(1), 2, 5)).contains(5);
        assertThat(prepared).hasSize(1);
    }

    @Test
    void fewStatementsAreKeptAndNoLongOnes() throws SQLException {
        for (int i = 0; i < 30; i++) {
            reader.first("SELECT " + i, row -> row.getInt(1));
        }
        prepared.clear();
        reader.first("SELECT 29", row -> row.getInt(1));
        assertThat(prepared).isEmpty();
        reader.first("SELECT 0", row -> row.getInt(1));
        assertThat(prepared).containsExactly("SELECT 0");

        String text = "SELECT 1 /*" + "x".repeat(2_000) + "*/";
        reader.first(text, row -> row.getInt(1));
        reader.first(text, row -> row.getInt(1));
        assertThat(prepared).containsExactly("SELECT 0", text, text);
    }

    @Test
    void anotherFileIsAttachedOnceAndASchemaNeverMeansTwoFiles() throws SQLException {
        Path other = file("other", 10);
        String schema = reader.attach(other);

        assertThat(reader.attach(other)).isEqualTo(schema);
        assertThat(inSchema(schema)).isEqualTo(10);
        for (int i = 1; i <= 3; i++) {
            assertThat(inSchema(reader.attach(file("next" + i, i)))).isEqualTo(i);
        }
        assertThatThrownBy(() -> inSchema(schema)).hasMessageContaining("no such table");
        String again = reader.attach(other);
        assertThat(again).isNotEqualTo(schema);
        assertThat(inSchema(again)).isEqualTo(10);
        reader.detach(other);
        assertThatThrownBy(() -> inSchema(again)).hasMessageContaining("no such table");
    }

    private int inSchema(String schema) throws SQLException {
        return reader.first("SELECT b FROM " + schema + ".t WHERE a = 1", row -> row.getInt(1))
                .orElseThrow();
    }

    @Test
    void nothingCanBeWrittenAndNothingMissingIsMade() throws SQLException {
        assertThatThrownBy(() -> Sqlite.execute(reader.connection(), "DELETE FROM t"))
                .isInstanceOf(SQLException.class);
        Path missing = directory.resolve("missing.db");
        assertThatThrownBy(() -> reader.attach(missing)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> SqlReader.open(new Sqlite(), missing)).isInstanceOf(SQLException.class);
        assertThat(missing).doesNotExist();
    }
}
