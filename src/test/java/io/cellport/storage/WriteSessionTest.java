package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of a database that fails in the middle of them, and in the middle of taking them back. */
class WriteSessionTest {

    @TempDir
    Path directory;

    private final Set<String> failing = new HashSet<>();
    private Connection reader;
    private WriteSession session;
    private int opened;

    @BeforeEach
    void open() throws SQLException {
        Sqlite sqlite = new Sqlite();
        reader = sqlite.openUnit(directory.resolve("test.db"));
        Sqlite.execute(reader, "CREATE TABLE word(text TEXT)");
        WriteSession.Opener opener = () -> {
            Connection connection = sqlite.openUnit(directory.resolve("test.db"));
            connection.setAutoCommit(false);
            opened++;
            return unreliable(connection);
        };
        session = new WriteSession(opener.open(), opener);
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        reader.close();
    }

    @Test
    void aFailedTransactionIsRolledBack() throws SQLException {
        assertThatThrownBy(() -> session.run(connection -> {
                    insert(connection, "half");
                    throw new SQLException("broken");
                }))
                .isInstanceOf(SQLException.class);

        insert("whole");
        assertThat(words()).containsExactly("whole");
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void anErrorRollsTheTransactionBack() throws SQLException {
        assertThatThrownBy(() -> session.run(connection -> {
                    insert(connection, "half");
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        insert("whole");
        assertThat(words()).containsExactly("whole");
    }

    @Test
    void aTransactionThatCouldNotBeRolledBackIsNotCommittedByTheNextOne() throws SQLException {
        failing.add("rollback");
        assertThatThrownBy(() -> session.run(connection -> {
                    insert(connection, "half");
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        failing.clear();

        insert("whole");
        assertThat(words()).containsExactly("whole");
    }

    @Test
    void afterSqliteEndedATransactionByItselfTheNextOneIsWhole() throws SQLException {
        assertThatThrownBy(() -> session.run(connection -> {
                    insert(connection, "half");
                    Sqlite.execute(connection, "ROLLBACK");
                    throw new SQLException("disk full");
                }))
                .isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> session.run(connection -> {
                    insert(connection, "half again");
                    throw new SQLException("broken");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(words()).isEmpty();
    }

    @Test
    void aCommitThatFailsChangesNothing() throws SQLException {
        failing.addAll(Set.of("commit", "rollback"));
        assertThatThrownBy(() -> insert("lost")).isInstanceOf(SQLException.class);
        failing.clear();

        insert("whole");
        assertThat(words()).containsExactly("whole");
    }

    private void insert(String word) throws SQLException {
        session.run(connection -> {
            insert(connection, word);
            return null;
        });
    }

    private static void insert(Connection connection, String word) throws SQLException {
        Statements.update(connection, "INSERT INTO word(text) VALUES(?)", word);
    }

    private Set<String> words() throws SQLException {
        Set<String> words = new HashSet<>();
        try (Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM word")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    private Connection unreliable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName())) {
                        throw new SQLException("disk I/O error");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
