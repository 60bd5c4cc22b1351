package io.cellport.cell;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobWriter;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.blob.ledger.Collector;
import io.cellport.snapshot.area.PostgresSnapshotArea;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a unit of 10,000 cells and 100,000 snapshots, no request reads a whole table. PostgreSQL counts when it does. */
class RequestPlansIT {

    private static final int EXECUTIONS = 12;

    private static final String[] FILL = {
        "SET statement_timeout = 0", """
            INSERT INTO cell(id, name, published, updated, generation, generation_blob, epoch)
              SELECT 'cell' || n, 'name' || n, n, n, n, 'g' || n, n FROM generate_series(1, 10000) n""", "UPDATE epoch SET n = 10000, last_run = 20000", """
            INSERT INTO blob(name, cell_id, kind, run, attempt, state, bytes, sha256, staged_at, touched_at)
              SELECT 'g' || n, 'cell' || n, 'GENERATION', n, 1, 'LIVE', 1, 'ff', n, n FROM generate_series(1, 10000) n
              UNION ALL SELECT 's' || n, 'cell' || (n / 10 + 1), 'SNAPSHOT', NULL, NULL, 'LIVE', 1, 'ff', n, n
                FROM generate_series(0, 99999) n""", """
            INSERT INTO snapshot(cell_id, file_name, version, created, updated, content_type, size, sha256, blob)
              SELECT 'cell' || (n / 10 + 1), 'file' || n % 10 || '.zip', 1, n, n, 'application/zip', 1, 'ff', 's' || n
                FROM generate_series(0, 99999) n""", """
            INSERT INTO import_run(number, import_id, cell_id, cell_name, snapshot, snapshot_sha256, validate_only,
                started_by, started_at, attempt, state, done_bytes, total_bytes, done_entries, recorded_at, finished_at,
                epoch)
              SELECT n, 'run' || n, 'cell' || (n % 10000 + 1), 'name', 'file1', 'ff', false, 'nobody', n, 1, 'Completed',
                  1, 1, 1, n, n, n
                FROM generate_series(1, 20000) n""", "ANALYZE"
    };

    @TempDir
    static Path directory;

    private static ClusteredCells cells;
    private static CellStore store;
    private static SnapshotArea area;

    @BeforeAll
    static void fill() throws SQLException {
        cells = new ClusteredCells("node1", directory, PostgresServer.newDatabase());
        PostgresDatabase database = cells.database();
        try (Connection connection = database.connect()) {
            // To fill the tables may take longer than anything that a node does.
            connection.setNetworkTimeout(Runnable::run, 0);
            for (String sql : FILL) {
                update(connection, sql);
            }
        }
        store = cells.store();
        area = new PostgresSnapshotArea(database, cells.blobs(), new BlobLedger(database), 100);
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    /** How often each table was read as a whole by this thread's connection and by those that are idle. */
    private static Map<String, Long> scans() {
        return cells.database().read("count scans", connection -> {
            first(connection, "SELECT pg_stat_force_next_flush()", row -> true);
            Map<String, Long> scans = new TreeMap<>();
            query(
                            connection,
                            "SELECT relname, seq_scan FROM pg_stat_user_tables"
                                    + " WHERE relname IN ('cell', 'snapshot', 'blob', 'import_run', 'access_row')",
                            row -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(table -> scans.put(table.getKey(), table.getValue()));
            return scans;
        });
    }

    /** The driver and the server plan a statement anew after some executions. */
    private static void assertScansNothing(Runnable request) {
        for (int i = 0; i < EXECUTIONS; i++) {
            request.run();
        }
        Map<String, Long> before = scans();
        request.run();
        assertThat(scans()).isEqualTo(before);
    }

    @Test
    void aScanIsCounted() {
        Map<String, Long> before = scans();

        cells.database()
                .read(
                        "scan",
                        connection -> first(
                                connection, "SELECT count(*) FROM snapshot WHERE size < 0", row -> row.getLong(1)));

        assertThat(scans().get("snapshot")).isGreaterThan(before.get("snapshot"));
    }

    @Test
    void cellsAreFoundAndChangedByIndexes() {
        assertScansNothing(() -> assertThat(store.find("name77")).isPresent());
        assertScansNothing(() -> assertThat(store.find("nobody")).isEmpty());
        assertScansNothing(() -> {
            Cell cell = store.create("new");
            assertThat(store.deleteEmpty(cell.id())).isTrue();
        });
        assertScansNothing(() -> {
            Cell cell = store.create("new");
            put(cell.id(), "a.zip");
            assertThat(store.delete(cell.id())).isTrue();
        });
    }

    @Test
    void snapshotsAreFoundAndChangedByIndexes() {
        assertScansNothing(() -> assertThat(area.find("cell5", "file5.zip")).isPresent());
        assertScansNothing(() -> assertThat(area.list("cell5")).hasSize(10));
        assertScansNothing(() -> {
            put("cell6", "new.zip");
            put("cell6", "new.zip");
            area.delete("cell6", "new.zip", Precondition.NONE);
        });
    }

    private static void put(String cellId, String fileName) {
        try (BlobWriter bytes = area.begin(cellId)) {
            bytes.write(ByteBuffer.wrap("abc".getBytes(UTF_8)));
            area.commit(cellId, fileName, "application/zip", bytes, Precondition.NONE);
        }
    }

    @Test
    void generationsArePublishedByIndexes() {
        Cell cell = store.create("imported");
        for (long number = 30_000; number < 30_003; number++) {
            cells.build(cell, number, List.of());
            Map<String, Long> before = scans();
            cells.activate(cell.id(), number);
            assertThat(scans()).isEqualTo(before);
        }
    }

    @Test
    void theCollectorFindsItsBlobsByIndexes() {
        Collector collector = new Collector(cells.database(), cells.blobs(), Duration.ZERO);
        put("cell7", "new.zip");
        put("cell7", "new.zip");

        assertScansNothing(collector::collect);
    }

    @Test
    void whatHasChangedIsFoundByAnIndex() {
        List<String> plan = cells.database().read("explain", connection -> explain(connection, CellReplica.CHANGES));

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan")).anyMatch(line -> line.contains("cell_epoch"));
    }

    private static List<String> explain(Connection connection, String sql) throws SQLException {
        return query(connection, "EXPLAIN " + sql.replace("?", "9990"), row -> row.getString(1));
    }
}
