package io.cellport.imports.importer;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.SqliteCellStore;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop during an import does so soon and in order, and the next one goes on from there. */
class ShutdownIT {

    private static final String CELL = "cell";
    private static final int ENTITIES = 100_000;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void createData() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void aRunThatAShutdownCutOffGoesOnAtTheNextStart() throws Exception {
        try (ServerProcess server = ServerProcess.start(data)) {
            server.createCell(CELL);
            server.upload(
                    CELL,
                    "large",
                    SnapshotBuilder.snapshot().userData(ENTITIES, 300).writeTo(directory.resolve("large.zip")));
        }

        JsonObject before = Awaitility.await()
                .until(this::lastWordBeforeACut, Optional::isPresent)
                .orElseThrow();

        assertThat(standing().progress().percent()).isGreaterThanOrEqualTo(ServerProcess.percent(before));
        assertResumes(before);
    }

    /** What a run is said to have done before a shutdown cuts it off; empty if it has ended sooner. */
    private Optional<JsonObject> lastWordBeforeACut() throws Exception {
        JsonObject before;
        try (ServerProcess server = ServerProcess.start(data)) {
            server.startImport(CELL, "large").join();
            before = Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> server.status(CELL),
                            status -> !ServerProcess.isActive(status) || ServerProcess.percent(status) >= 10);

            server.terminate();

            assertThat(server.exitCode(PATIENCE)).isZero();
        }
        ImportState stopped = standing();
        assertThat(stopped).isInstanceOfAny(ImportState.Interrupted.class, ImportState.Completed.class);
        return stopped instanceof ImportState.Interrupted ? Optional.of(before) : Optional.empty();
    }

    private void assertResumes(JsonObject before) throws IOException {
        try (ServerProcess server = ServerProcess.start(data)) {
            JsonObject after = server.status(CELL);
            assertThat(after.getString("started_at")).isEqualTo(before.getString("started_at"));
            assertThat(ServerProcess.percent(after)).isGreaterThanOrEqualTo(ServerProcess.percent(before));
            Awaitility.await().until(() -> ServerProcess.isReady(server.status(CELL)));
            assertThat(directory.resolve("server.log"))
                    .content()
                    .containsPattern("import \\S+ into cell goes on at \\d+%");
        }
        ImportState end = standing();
        assertThat(end).isInstanceOf(ImportState.Completed.class);
        assertThat(end.run().attempt()).isEqualTo(2);
        assertThat(((ImportState.Completed) end).summary().entities()).containsEntry("UserData", (long) ENTITIES);
    }

    private ImportState standing() {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        try (SqliteCellStore store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC())) {
            return new SqliteJournal(unit, Clock.systemUTC())
                    .standing(store.find(CELL).orElseThrow().id())
                    .orElseThrow();
        }
    }
}
