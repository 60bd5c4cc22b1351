package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.cell.CellReplica;
import io.cellport.cell.ClusteredCells;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.GenerationId;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.snapshot.area.PostgresSnapshotArea;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresEpochSource;
import io.cellport.storage.postgres.PostgresServer;
import io.cellport.storage.postgres.Replica;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that requests and runs do makes PostgreSQL read a whole table, in a unit of 10,000 cells and 100,000 runs.
 * The database counts such reads itself, also those of statements in functions.
 */
class WholeTableReadsIT {

    /** So often that a connection has gone over to plans for any parameters. */
    private static final int TIMES = 12;

    /** Cells from here on have no active run. */
    private static final int IDLE = 1_000;

    @TempDir
    static Path data;

    private static PostgresDatabase database;
    private static ClusteredCells cells;
    private static PostgresEpochSource source;

    private static final Owner OWNER = new Owner("node1", "boot1");

    private static final RunReplica RUNS = new RunReplica();

    private static int nextCell = IDLE;

    @BeforeAll
    static void fill() throws IOException, SQLException {
        PostgresAddress address = PostgresServer.newDatabase();
        database = PostgresDatabase.open(address);
        try (Connection patient = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = patient.createStatement()) {
            statement.execute(Files.readString(Path.of("src/test/resources/big-unit.sql")));
            statement.execute("ANALYZE");
        }
        cells = new ClusteredCells("node1", data, address);
        List<Replica> replicas = new ArrayList<>();
        RUNS.parts().forEach(part -> replicas.add(new ReplicaFromNow(part)));
        replicas.add(new ReplicaFromNow(new CellReplica()));
        replicas.add(new ReplicaFromNow.Report());
        source = new PostgresEpochSource(database, replicas);
        source.read();
        awaitTheReadsOfTheStart();
    }

    /** A node that starts reads all cells, and its connection reports that at some read a second later. */
    private static void awaitTheReadsOfTheStart() {
        List<String> before = wholeReads();
        Awaitility.await().until(() -> {
            cells.store();
            return !wholeReads().equals(before);
        });
    }

    @AfterAll
    static void close() {
        source.close();
        cells.close();
        database.close();
    }

    /** Something that is done in a cell without an active run. */
    @FunctionalInterface
    private interface Work {
        void in(String cellId) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> runs() {
        Journal journal = new PostgresJournal(database, OWNER);
        Leases leases = new PostgresLeases(database, OWNER, Duration.ofSeconds(6));
        return Stream.of(
                reads("an acceptance", cell -> accept(journal, cell)),
                reads("the steps of a run", cell -> complete(journal, accept(journal, cell))),
                reads(
                        "a failure",
                        cell -> journal.record(accept(journal, cell)
                                .toFailed(ImportFailure.of(JournalRow.DAMAGED), FilledJournal.LATER))),
                reads(
                        "a cancellation",
                        cell -> journal.record(accept(journal, cell).toCancelled(FilledJournal.LATER))),
                reads(
                        "damage",
                        cell -> assertThat(journal.contentDamaged(new GenerationId(cell, number(cell) * 10 - 1)))
                                .isPresent()),
                reads("the standing", journal::standing),
                reads("the active run", journal::active),
                reads("all active runs", cell -> journal.active()),
                reads("whether a run has ended", cell -> journal.hasEnded(number(cell) * 10)),
                reads("the history", cell -> journal.history(cell, 20)),
                reads("a record", cell -> journal.record(cell, "import" + number(cell) * 10)),
                reads(
                        "a claim",
                        cell -> assertThat(leases.claim(List.of(1L, 2L))).isPresent()),
                reads(
                        "a renewal",
                        cell -> leases.renew(journal.active().stream()
                                .map(state -> new Leases.Executing(state, Duration.ZERO))
                                .toList())),
                reads("a release of one run", cell -> leases.release(number(cell) * 10)),
                reads("a release", cell -> leases.releaseAll()));
    }

    @TestFactory
    Stream<DynamicTest> polls() {
        Journal journal = new PostgresJournal(database, OWNER);
        return Stream.of(
                reads("a poll after no change", cell -> source.read()),
                reads("a poll after a change", cell -> {
                    complete(journal, accept(journal, cell));
                    source.read();
                    assertThat(RUNS.standing(cell)).isPresent();
                }),
                reads("a poll of an active run", cell -> {
                    RUNS.ask("cell1");
                    source.read();
                }));
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        return Stream.of(
                reads("a new cell", cell -> cells.store().create("new-" + cell)),
                reads(
                        "a cell by its name",
                        cell -> assertThat(cells.store().find("name" + number(cell)))
                                .isPresent()),
                reads(
                        "a deletion",
                        cell -> assertThat(cells.store().delete(cell)).isTrue()),
                reads("a deletion of an empty cell", cell -> {
                    String id = cells.store().create("empty-" + cell).id();
                    assertThat(cells.store().deleteEmpty(id)).isTrue();
                }),
                reads("an account", cell -> {
                    try (AccessContent access = cells.store().access(cell).orElseThrow()) {
                        access.account("nobody");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> snapshots() {
        PostgresSnapshotArea area = new PostgresSnapshotArea(
                database, DirectoryBlobStore.shared(data.resolve("blobs"), "node1"), new BlobLedger(database), 100);
        return Stream.of(
                reads(
                        "a snapshot",
                        cell -> assertThat(area.find(cell, "snap.zip")).isPresent()),
                reads("all snapshots of a cell", area::list),
                reads("an upload", cell -> {
                    try (BlobWriter bytes = area.begin(cell)) {
                        bytes.write(ByteBuffer.wrap(new byte[4]));
                        area.commit(cell, "snap.zip", "application/zip", bytes, present -> {});
                    }
                }),
                reads("a deletion of a snapshot", cell -> area.delete(cell, "snap.zip", present -> {})));
    }

    private static DynamicTest reads(String name, Work work) {
        return dynamicTest(name, () -> {
            List<String> before = wholeReads();
            for (int i = 0; i < TIMES; i++) {
                work.in("cell" + nextCell++);
            }
            assertThat(wholeReads()).isEqualTo(before);
        });
    }

    /** How often each of the big tables was read from its beginning to its end. */
    private static List<String> wholeReads() {
        tell(database);
        tell(cells.database());
        return database.read(
                "count",
                connection -> query(
                        connection,
                        "SELECT relname || ': ' || seq_scan FROM pg_stat_user_tables WHERE relname IN"
                                + " ('import_run', 'cell', 'blob', 'snapshot', 'access_row') ORDER BY relname",
                        row -> row.getString(1)));
    }

    /** Has the connection that this thread uses report what it has counted. */
    private static void tell(PostgresDatabase used) {
        used.read("flush", connection -> first(connection, "SELECT pg_stat_force_next_flush()", row -> true));
    }

    private static long number(String cellId) {
        return Long.parseLong(cellId.substring("cell".length()));
    }

    private static Accepted accept(Journal journal, String cellId) {
        Blob snapshot = new Blob(new BlobId(cellId, "snapshot" + number(cellId)), 4, "00ff");
        return journal.accept(new NewImport(cellId, "name" + number(cellId), "snap", snapshot, false, "tester", 0));
    }

    private static void complete(Journal journal, Accepted accepted) {
        Importing importing = accepted.toImporting(1000);
        journal.record(importing);
        ImportRun run = importing.run();
        String blob = "generation of run " + run.number();
        new DirectSql(database).call("stage_blob(?, ?, 'GENERATION', ?, 1)", blob, run.cellId(), run.number());
        new DirectSql(database).call("touch_blob(?, 4, '00ff')", blob);
        journal.record(importing.toActivating());
        journal.record(importing.toActivating().toCompleted(FilledJournal.summaryOf(1), FilledJournal.LATER));
    }
}
