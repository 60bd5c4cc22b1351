package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.CellLock;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Journal.RunRecord;
import io.cellport.imports.journal.SqliteJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitSchemaTest {

    @TempDir
    Path data;

    private Path file;

    @BeforeEach
    void name() {
        file = data.resolve("unit.db");
    }

    @Test
    void aNewFileHasTheVersionAndTheApplicationId() throws SQLException {
        open().close();

        assertThat(number("PRAGMA user_version")).isEqualTo(UnitSchema.VERSION);
        assertThat(number("PRAGMA application_id")).isEqualTo(0x43656c6c);
    }

    @Test
    void aFileOfVersion0KeepsItsCellsAndRuns() throws SQLException {
        makeVersion0();
        change("INSERT INTO cell(id, name, published, updated) VALUES('c', 'cell1', 1, 2)");
        change("INSERT INTO import_run VALUES(3, 'id', 'c', 'cell1', 'snap', '00ff', 0, 'me', 4, 2, 'Failed', 5, 10, 6,"
                + " 7, 8, 9, 'PR500_MC_0001', 'why', 'entry', 11, NULL)");

        try (UnitDatabase unit = open()) {
            Journal journal = new SqliteJournal(unit, Clock.systemUTC());
            RunRecord record = journal.record("c", "id").orElseThrow();

            assertThat(record.state()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure().error().text()).isEqualTo("why");
                assertThat(failed.progress().percent()).isEqualTo(50);
                assertThat(failed.run().ignoredEntries()).as("nobody counted").isNull();
                assertThat(failed.run().attempt()).isEqualTo(2);
            });
            assertThat(journal.standing("c").orElseThrow()).isEqualTo(record.state());
        }
        assertThat(number("PRAGMA user_version")).isEqualTo(UnitSchema.VERSION);
        open().close();
    }

    @Test
    void aFileOfANewerVersionIsNotTouched() throws Exception {
        open().close();
        change("PRAGMA user_version = " + (UnitSchema.VERSION + 1));

        assertRefused("unit.db has version %d, but this Cellport knows versions up to %d"
                .formatted(UnitSchema.VERSION + 1, UnitSchema.VERSION));
    }

    @Test
    void aFileOfAnotherProgramIsNotTouched() throws Exception {
        change("CREATE TABLE theirs(id)");
        assertRefused("unit.db is not a database of Cellport");

        Files.delete(file);
        open().close();
        change("PRAGMA application_id = 1");
        assertRefused("unit.db is not a database of Cellport");
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws Exception {
        Files.writeString(file, "anything but a database");

        assertRefused("unit.db is damaged: bring the data directory back from a backup");
    }

    @Test
    void aRowMissingInItsIndexIsDamage() throws Exception {
        open().close();
        change("INSERT INTO cell(id, name, published, updated) VALUES('c', 'cell1', 1, 2)");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replaceFirst("cell1", "cell2"), StandardCharsets.ISO_8859_1);

        assertRefused("unit.db is damaged: bring the data directory back from a backup");
    }

    @Test
    void aMissingFileBesideCellsIsNotReplacedByAnEmptyOne() throws Exception {
        Files.createDirectories(data.resolve("cells/c"));
        String missing = "unit.db is missing or empty, but a unit has been here: bring it back from a backup";

        assertThatExceptionOfType(StoreException.class).isThrownBy(this::open).withMessage(missing);
        assertThat(file).doesNotExist();
        Files.createFile(file);
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::open).withMessage(missing);
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::open).withMessage(missing);
    }

    @Test
    void anEmptyDirectoryForCellsIsNoContent() throws Exception {
        Files.createDirectories(data.resolve("cells"));

        open().close();
    }

    private UnitDatabase open() {
        return new UnitDatabase(data, new Sqlite());
    }

    private void assertRefused(String message) throws IOException {
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::open)
                .withMessage(message)
                .withNoCause();
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aFileOfVersion1LocksTheCellsOfItsActiveRunsAndHidesNoDamage() throws SQLException {
        makeVersion0();
        change("INSERT INTO cell(id, name, published, updated) VALUES('c', 'cell1', 1, 2), ('d', 'cell2', 1, 2)");
        change(
                "INSERT INTO import_run VALUES(3, 'id', 'c', 'cell1', 'snap', '00ff', 0, 'me', 4, 2, 'Importing', 5, 10, 6,"
                        + " 7, 8, NULL, NULL, NULL, NULL, NULL, NULL)");
        change(
                "INSERT INTO import_run VALUES(4, 'id2', 'd', 'cell2', 'snap', '00ff', 0, 'me', 4, 2, 'Importing', 5, 10, 6,"
                        + " 7, 8, NULL, NULL, NULL, NULL, NULL, NULL)");
        open().close();
        makeVersion1();
        change("UPDATE import_run SET state = 'Cancelled' WHERE number = 4");

        try (UnitDatabase unit = open()) {
            Journal journal = new SqliteJournal(unit, Clock.systemUTC());

            assertThat(journal.active("c")).isPresent();
            assertThat(unit.<Map<String, CellLock.Holder>>read(
                            "locks", connection -> CellLock.holders(connection, CellLock.Operation.IMPORT)))
                    .isEqualTo(Map.of("c", new CellLock.Holder(3, null)));
            assertThat(journal.standing("d")).containsInstanceOf(Failed.class);
        }
    }

    /** What was written before there were locks, with the checksums that its rows had. */
    private void makeVersion1() throws SQLException {
        change(
                "DROP TABLE upload",
                "DROP TABLE export_run",
                "DROP TABLE generation",
                "DROP TABLE cell_lock",
                "DROP TABLE deleted_cell",
                "ALTER TABLE import_run DROP COLUMN snapshot_blob",
                "PRAGMA user_version = 1");
        try (Connection connection = new Sqlite().openUnit(file)) {
            RowChecksum runs = new RowChecksum("import_run", "number");
            for (long number : runs.all(connection)) {
                runs.seal(connection, number);
            }
        }
    }

    /** What was written before files had versions. */
    private void makeVersion0() throws SQLException {
        open().close();
        change(
                "DROP TABLE upload",
                "DROP TABLE export_run",
                "DROP TABLE generation",
                "DROP TABLE cell_lock",
                "DROP TABLE deleted_cell",
                "ALTER TABLE import_run DROP COLUMN snapshot_blob",
                "ALTER TABLE import_run DROP COLUMN checksum",
                "ALTER TABLE import_run DROP COLUMN ignored_entries",
                "PRAGMA user_version = 0",
                "PRAGMA application_id = 0");
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = new Sqlite().openUnit(file)) {
            Sqlite.execute(connection, statements);
        }
    }

    private int number(String query) throws SQLException {
        try (Connection connection = new Sqlite().openUnit(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getInt(1);
        }
    }
}
