package io.cellport.cell.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.FilledStore;
import io.cellport.cell.construction.DuplicateException.Second;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generation that is built in several attempts, and what is between them. */
class ConstructionTest {

    private static final int ROWS = 3_000;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("1.db");
    }

    @Test
    void whatSeveralAttemptsBuiltIsWhatOneBuilds() throws Exception {
        Path once = directory.resolve("2.db");
        try (GenerationWriter writer = open(once)) {
            for (int batch = 0; batch < 5; batch++) {
                writer.write(rows(batch), new Checkpoint(1, batch, 0));
            }
            writer.seal(() -> {});
        }

        for (int batch = 0; batch < 5; batch++) {
            try (GenerationWriter writer = open(file)) {
                writer.write(rows(batch), new Checkpoint(1, batch, 0));
            }
        }
        try (GenerationWriter writer = open(file)) {
            writer.seal(() -> {});
        }

        assertThat(file).hasSameBinaryContentAs(once);
        assertThat(query("PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(query("SELECT count(*) FROM entity INDEXED BY entity_id WHERE id > ''"))
                .isEqualTo(Integer.toString(5 * ROWS));
        assertThat(names()).containsExactlyInAnyOrder("1.db", "2.db");
    }

    @Test
    void anEntityThatAnEarlierAttemptStoredIsFoundAgain() {
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(0), Checkpoint.START);
        }
        try (GenerationWriter writer = open(file)) {
            writer.write(List.of(FilledStore.entity("Role", "new", "new"), rows(0).get(7)), Checkpoint.START);

            assertThatThrownBy(() -> writer.seal(() -> {}))
                    .isInstanceOfSatisfying(
                            DuplicateException.class,
                            e -> assertThat(e.second()).isEqualTo(new Second.OfEntity("Box", ROWS + 1)));
        }
    }

    @Test
    void itBeginsAnewIfPagesWereLost() throws Exception {
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(0), new Checkpoint(3, 2, 1));
        }
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
            pages.seek(pages.length() / 2);
            pages.write(new byte[600]);
        }

        try (GenerationWriter writer = open(file)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
            writer.write(rows(0), new Checkpoint(3, 2, 1));
            assertThat(writer.seal(() -> {}).entities()).containsEntry("Box", (long) ROWS);
        }
    }

    @Test
    void itBeginsAnewWhereAnOlderProgramWasBuilding() throws Exception {
        try (Connection connection = new Sqlite().openForBuilding(file)) {
            Sqlite.execute(
                    connection, "CREATE TABLE entity(type, id, key, source)", "PRAGMA application_id = 0x43656c47");
        }

        try (GenerationWriter writer = open(file)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
            writer.write(rows(1), Checkpoint.START);
            assertThat(writer.seal(() -> {}).entities()).containsEntry("Box", (long) ROWS);
        }
    }

    /** Nothing that is left of it looks sealed, or complete. */
    @Test
    void aDeletionThatWasCutOffIsRepeated() throws Exception {
        Path other = directory.resolve("2.db");
        try (GenerationWriter writer = open(other)) {
            writer.write(rows(1), new Checkpoint(9, 9, 9));
            writer.seal(() -> {});
        }
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(0), new Checkpoint(3, 2, 1));
        }
        // The power was lost when its pages were complete, but not all of them on the disk.
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        Path undeletable = Files.createDirectories(directory.resolve("1.db-ids/x"));
        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class);
        Files.delete(undeletable);

        try (GenerationWriter writer = open(file)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
        }
    }

    @Test
    void itsLogGoesBeforeTheChangesToIt() throws Exception {
        Path log = Files.createFile(directory.resolve("1.db-build"));
        Files.createFile(directory.resolve("1.db-build-wal"));
        Files.createDirectories(directory.resolve("1.db-build-shm/x"));

        assertThatThrownBy(() -> BuildLog.delete(file)).isInstanceOf(DirectoryNotEmptyException.class);

        assertThat(log).doesNotExist();
    }

    @Test
    void itBeginsAnewWhereANewerProgramWasBuilding() throws Exception {
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(0), new Checkpoint(3, 2, 1));
        }
        try (Connection connection = new Sqlite().openForBuilding(directory.resolve("1.db-build"))) {
            Sqlite.execute(connection, "ALTER TABLE extent DROP COLUMN chunks", "PRAGMA user_version = 2");
        }

        assertThat(SqliteGenerationWriter.checkpoint(file, new Sqlite())).isEqualTo(Checkpoint.START);
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(1), Checkpoint.START);
            assertThat(writer.seal(() -> {}).entities()).containsEntry("Box", (long) ROWS);
        }
    }

    /** It was killed in its last step: its end is in the log of SQLite, or only its header says that there is one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itBeginsAnewWhereAnOlderProgramWasSealing(boolean isLogLeft) throws Exception {
        try (Connection connection = new Sqlite().openForBuilding(file)) {
            Sqlite.execute(
                    connection,
                    "CREATE TABLE entity(type, id, key, source)",
                    "PRAGMA application_id = 0x43656c47",
                    "PRAGMA user_version = 1");
        }
        if (isLogLeft) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                Sqlite.execute(connection, "PRAGMA journal_mode = DELETE");
            }
            Files.write(directory.resolve("1.db-wal"), new byte[4_152]);
        }

        try (GenerationWriter writer = open(file)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
            writer.write(rows(1), Checkpoint.START);
            assertThat(writer.seal(() -> {}).entities()).containsEntry("Box", (long) ROWS);
        }
    }

    /** Reading all pages takes long; a start only asks how far the run is. */
    @Test
    void whetherPagesWereLostIsFoundWithAHeartbeat() throws Exception {
        try (GenerationWriter writer = open(file)) {
            writer.write(rows(0), new Checkpoint(3, 2, 1));
        }

        assertThatThrownBy(() -> SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        Files.write(file, new byte[10]);

        assertThat(SqliteGenerationWriter.checkpoint(file, new Sqlite())).isEqualTo(new Checkpoint(3, 2, 1));
        assertThat(file).hasSize(10);
        try (GenerationWriter writer = open(file)) {
            assertThat(writer.checkpoint()).isEqualTo(Checkpoint.START);
        }
    }

    private static GenerationWriter open(Path path) {
        return SqliteGenerationWriter.open(path, new Sqlite(), (seal, heartbeat) -> {}, () -> {});
    }

    static List<Row> rows(int batch) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int number = batch * ROWS + i;
            rows.add(FilledStore.entity("Box", "id" + number * 7_919L % 100_003, "é" + number));
        }
        return rows;
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery(sql).getString(1);
        }
    }
}
