package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

class UnitDatabaseTest {

    @TempDir
    Path parent;

    @Test
    void sortingUsesFilesInTheDataDirectory() throws Exception {
        Path data = Files.createDirectory(parent.resolve("somebody's data"));

        try (UnitDatabase unit = new UnitDatabase(data, new Sqlite())) {
            String directory = unit.read("test", connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("PRAGMA temp_store_directory")) {
                    row.next();
                    return row.getString(1);
                }
            });

            assertThat(Path.of(directory)).isDirectory().isEqualTo(data.resolve("tmp"));
        }
    }

    @ParameterizedTest(name = "connection {0}")
    @ValueSource(ints = {1, 2, 3})
    void anErrorAtAnyConnectionClosesThoseBeforeIt(int failing) throws Exception {
        List<Connection> opened = new ArrayList<>();
        Sqlite running = new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                if (opened.size() == failing - 1) {
                    throw new OutOfMemoryError("made up");
                }
                Connection connection = super.connect(config, file);
                opened.add(connection);
                return connection;
            }
        };

        assertThatThrownBy(() -> new UnitDatabase(parent, running)).isInstanceOf(OutOfMemoryError.class);

        assertThat(opened).hasSize(failing - 1);
        for (Connection connection : opened) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionThatCannotBeginATransactionIsClosed() throws Exception {
        Set<String> failing = new HashSet<>();
        List<Connection> opened = new ArrayList<>();
        Sqlite unreliable = new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                Connection connection = super.connect(config, file);
                opened.add(connection);
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, values) -> {
                            if (failing.contains(method.getName())) {
                                throw new SQLException("made up");
                            }
                            return method.invoke(connection, values);
                        });
            }
        };
        try (UnitDatabase unit = new UnitDatabase(parent, unreliable)) {
            failing.add("rollback");
            assertThatThrownBy(() -> unit.write("test", UnitDatabaseTest::fail)).isInstanceOf(StoreException.class);
            failing.add("setAutoCommit");

            assertThatThrownBy(() -> unit.write("test", connection -> null)).isInstanceOf(StoreException.class);

            assertThat(opened).hasSize(4);
            assertThat(opened.get(3).isClosed()).isTrue();
            failing.clear();
            assertThat(unit.<Integer>write("test", connection -> Statements.update(connection, "DELETE FROM cell")))
                    .isZero();
        }
    }

    private static Void fail(Connection connection) throws SQLException {
        throw new SQLException("made up");
    }
}
