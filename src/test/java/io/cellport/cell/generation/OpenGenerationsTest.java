package io.cellport.cell.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.FileWatch;
import io.cellport.storage.Sqlite;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenGenerationsTest {

    @TempDir
    Path directory;

    /** What is done in the moment at which a file is deleted. */
    private Runnable meanwhile = () -> {};

    private boolean deleted;
    private OpenGenerations generations;
    private Path file;

    @BeforeEach
    void makeFile() throws SQLException {
        Path plain = directory.resolve("1.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + plain);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE any(thing TEXT)");
        }
        Sqlite sqlite = new Sqlite() {
            @Override
            protected Connection connect(org.sqlite.SQLiteConfig config, Path watched) throws SQLException {
                return super.connect(config, plain);
            }
        };
        generations = new OpenGenerations(sqlite);
        file = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                        if (operation == Operation.DELETE) {
                            meanwhile.run();
                            deleted = true;
                        }
                        return call.run();
                    }
                })
                .wrap(plain);
    }

    @Test
    void aFileIsDeletedAfterItsLastReader() throws Exception {
        generations.open(file);
        generations.open(file);
        generations.delete(file);
        generations.close(file);
        assertThat(deleted).isFalse();

        generations.close(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aFileThatIsBeingDeletedIsNotOpenedAnyMore() throws Exception {
        meanwhile = this::assertNotOpened;

        generations.delete(file);

        assertThat(deleted).isTrue();
    }

    @Test
    void aFileThatItsLastReaderDeletesIsNotOpenedAnyMore() throws Exception {
        generations.open(file);
        generations.delete(file);
        meanwhile = this::assertNotOpened;

        generations.close(file);

        assertThat(deleted).isTrue();
    }

    private void assertNotOpened() {
        assertThatThrownBy(() -> generations.open(file)).isInstanceOf(SQLException.class);
    }
}
