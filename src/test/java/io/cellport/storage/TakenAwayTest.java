package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.SqliteCellStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes, replaces or locks the files of a unit under a running server. */
@DisabledOnOs(OS.WINDOWS)
class TakenAwayTest {

    @TempDir
    Path data;

    private DataDirectory directory;
    private SqliteCellStore store;

    @BeforeEach
    void start() {
        directory = DataDirectory.lock(data);
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        directory.rememberUrl("http://127.0.0.1/");
    }

    @AfterEach
    void stop() {
        store.close();
        directory.close();
    }

    @Test
    void aDeletedDatabaseIsNeitherWrittenNorCreatedAgain() throws IOException {
        store.create("cell1");
        for (String name : List.of("unit.db", "unit.db-wal", "unit.db-shm")) {
            Files.deleteIfExists(data.resolve(name));
        }

        assertRefused(ErrorCode.PR503_MC_0001, "cell2");

        stop();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new UnitDatabase(data, new Sqlite()))
                .withMessage("unit.db is missing or empty, but a unit has been here: bring it back from a backup");
        assertThat(data.resolve("unit.db")).doesNotExist();
        Files.delete(data.resolve(DataDirectory.URL_FILE));
        start();
    }

    @Test
    void aReplacedDatabaseIsNotWritten() throws IOException {
        store.create("cell1");
        Path moved = data.resolve("moved");
        Files.move(data.resolve("unit.db"), moved);
        Files.copy(moved, data.resolve("unit.db"));

        assertRefused(ErrorCode.PR503_MC_0001, "cell2");

        Files.move(moved, data.resolve("unit.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(store.create("cell2").name()).isEqualTo("cell2");
    }

    @Test
    void aDirectoryIsStillLockedWithoutItsLockFile() throws IOException {
        Files.delete(data.resolve(DataDirectory.LOCK));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> DataDirectory.lock(data))
                .withMessageContaining("in use");
        assertRefused(ErrorCode.PR503_MC_0001, "cell1");
    }

    @Test
    void aWriteWaitsALimitedTimeForALockOfAnotherProcess() throws SQLException {
        try (Connection backup = new Sqlite().openUnit(data.resolve("unit.db"))) {
            Sqlite.execute(backup, "BEGIN IMMEDIATE");

            assertRefused(ErrorCode.PR503_DV_0001, "cell1");
            assertThat(store.list()).isEmpty();

            Sqlite.execute(backup, "ROLLBACK");
        }
        assertThat(store.create("cell1").name()).isEqualTo("cell1");
    }

    private void assertRefused(ErrorCode code, String cell) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> store.create(cell))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(code));
    }
}
