package io.cellport.cell.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.Sqlite;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class SqliteGenerationWriterTest {

    @TempDir
    Path directory;

    @Test
    void aConnectionThatCannotBePreparedIsClosedWhateverIsThrown() throws Exception {
        List<Connection> opened = new ArrayList<>();
        Sqlite exhausted = new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                Connection connection = super.connect(config, file);
                opened.add(connection);
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, values) -> {
                            if (method.getName().equals("setAutoCommit")) {
                                throw new OutOfMemoryError("made up");
                            }
                            return method.invoke(connection, values);
                        });
            }
        };

        assertThatThrownBy(() -> SqliteGenerationWriter.open(
                        directory.resolve("1.db"), exhausted, (seal, heartbeat) -> {}, () -> {}))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).isClosed()).isTrue();
    }
}
