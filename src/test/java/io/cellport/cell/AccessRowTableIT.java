package io.cellport.cell;

import static io.cellport.storage.Statements.query;
import static io.cellport.storage.Statements.update;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.extract.AccessExtract;
import io.cellport.cell.extract.AccessRow;
import io.cellport.cell.extract.AccessRow.Kind;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessRowTableIT {

    private static final int PART = 5_000;

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedCells cells;

    @AutoClose
    private AccessRowDatabase database;

    private Cell cell;

    private long generation;

    @BeforeEach
    void open() {
        cells = new EmbeddedCells(data);
        cell = cells.store().create("cell1");
        database = new AccessRowDatabase(PostgresServer.newDatabase());
    }

    private CellGeneration accounts(int count, String idPrefix) {
        List<Row> rows = IntStream.range(0, count)
                .<Row>mapToObj(i -> new Entity("Account", idPrefix + i, "name" + i, FilledStore.json(), List.of()))
                .toList();
        cells.build(cell, ++generation, rows);
        cells.activate(cell.id(), generation);
        return cells.store().current(cell.id()).orElseThrow();
    }

    private void write(String blob, CellGeneration sealed, Runnable heartbeat) {
        database.table.write(blob, new AccessExtract(sealed), heartbeat);
    }

    private List<String> ids(String blob) {
        List<String> ids = new ArrayList<>();
        database.rows(blob).forEach(Kind.ACCOUNT, row -> ids.add(row.id()));
        return ids;
    }

    @Test
    void eachGenerationHasRowsOfItsOwn() {
        String first = database.stagedBlob();
        String second = database.stagedBlob();
        try (CellGeneration old = accounts(2, "old");
                CellGeneration current = accounts(1, "new")) {
            write(first, old, () -> {});
            write(second, current, () -> {});
        }

        assertThat(ids(first)).containsExactly("old0", "old1");
        assertThat(ids(second)).containsExactly("new0");
        assertThat(database.rows(second).find(Kind.ACCOUNT, "name0"))
                .map(AccessRow::id)
                .contains("new0");
        assertThat(database.rows(second).find(Kind.ACCOUNT, "name1")).isEmpty();
    }

    @Test
    void whatWasInterruptedCanBeRepeated() {
        String blob = database.stagedBlob();
        AtomicInteger beats = new AtomicInteger();
        try (CellGeneration sealed = accounts(2_500, "id")) {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> write(blob, sealed, () -> {
                        if (beats.incrementAndGet() > 2) {
                            throw new CancellationException();
                        }
                    }));
            assertThat(database.count(blob)).isEqualTo(2_000);

            write(blob, sealed, () -> {});
            write(blob, sealed, () -> {});
        }

        assertThat(ids(blob))
                .hasSize(2_500)
                .startsWith("id0", "id1")
                .endsWith("id2499")
                .doesNotHaveDuplicates();
    }

    /** An id may be much longer than the source of its entity. */
    @Test
    void longIdsDoNotMakeLongStepsEither() {
        String blob = database.stagedBlob();
        AtomicInteger beats = new AtomicInteger();
        String prefix = "x".repeat(300 << 10);
        try (CellGeneration sealed = accounts(12, prefix)) {
            write(blob, sealed, beats::incrementAndGet);
        }

        assertThat(beats).as("changes of four rows").hasValue(3);
        assertThat(ids(blob)).hasSize(12).first().isEqualTo(prefix + 0);
        assertThat(page(blob, 0)).hasSize(4);
    }

    private List<Long> page(String blob, long after) {
        return database.postgres.read(
                "page",
                connection -> query(
                        connection, PostgresAccessRows.PAGE, row -> row.getLong(1), blob, Kind.ACCOUNT.name(), after));
    }

    @Test
    void anExtractOfABlobThatIsGoneIsRefused() {
        try (CellGeneration sealed = accounts(1, "id")) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> write("collected", sealed, () -> {}));
        }
    }

    /** The planner must not depend on statistics, which a new generation is not yet part of. */
    @Test
    void everyStatementUsesAnIndexWithAndWithoutStatistics() throws SQLException {
        insert(database.stagedBlob(), 60_000);
        for (int i = 0; i < 20; i++) {
            insert(database.stagedBlob(), 2_000);
        }

        try (Connection connection = database.postgres.connect();
                Statement statement = connection.createStatement()) {
            assertIndexesAreUsed(statement);
            statement.execute("ANALYZE access_row");
            assertIndexesAreUsed(statement);
        }
    }

    private static void assertIndexesAreUsed(Statement statement) throws SQLException {
        String hashes = IntStream.range(0, PostgresAccessRows.HASHES_AT_ONCE)
                .mapToObj(i -> "sha256('blob1 key" + i + "')")
                .collect(joining(",", "ARRAY[", "]"));
        assertIndexIsUsed(statement, PostgresAccessRows.BY_KEY, "sha256('blob1 key7')", "access_row_key");
        assertIndexIsUsed(statement, PostgresAccessRows.BY_IDS, hashes, "access_row_id");
        assertIndexIsUsed(statement, PostgresAccessRows.ANY_KEY, hashes, "access_row_key");
        assertIndexIsUsed(statement, PostgresAccessRows.PAGE, "'blob1', 'ACCOUNT', 30000", "access_row_pkey");
    }

    /** Both for these values and for any: the driver changes to the latter plan after some calls. */
    private static void assertIndexIsUsed(Statement statement, String sql, String values, String index)
            throws SQLException {
        int parameter = 0;
        String numbered = sql;
        while (numbered.contains("?")) {
            numbered = numbered.replaceFirst("\\?", "\\$" + ++parameter);
        }
        statement.execute("PREPARE asked AS " + numbered);
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            statement.execute("SET plan_cache_mode = " + mode);
            StringBuilder plan = new StringBuilder();
            try (var rows = statement.executeQuery("EXPLAIN EXECUTE asked(" + values + ")")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).as(mode).contains(index).doesNotContain("Seq Scan");
        }
        statement.execute("DEALLOCATE asked");
    }

    /** Half of the rows are accounts, half are links. A part at a time: a statement has a bounded time. */
    private void insert(String blob, int rows) {
        for (int first = 1; first <= rows; first += PART) {
            insert(blob, first, Math.min(rows, first + PART - 1));
        }
    }

    private void insert(String blob, int first, int last) {
        String sql = """
                INSERT INTO access_row(blob, ordinal, kind, key_hash, id_hash, key, id, source)
                  SELECT blob, i, CASE i % 2 WHEN 0 THEN 'ACCOUNT' ELSE 'LINK' END, sha256((blob || ' key' || i)::bytea),
                         CASE i % 2 WHEN 0 THEN sha256((blob || ' id' || i)::bytea) END, '', '', '{}'
                    FROM (SELECT ?::text AS blob) name, generate_series(?, ?) i""";
        assertThat(database.postgres.<Integer>change("fill", connection -> update(connection, sql, blob, first, last)))
                .isEqualTo(last - first + 1);
    }
}
