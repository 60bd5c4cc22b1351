package io.cellport.imports.journal;

import static io.cellport.storage.Statements.first;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.Cell;
import io.cellport.cell.CellIds;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A unit in a database of its own, as far as its journal needs one: cells, snapshots and blobs are rows and no more.
 */
final class ClusteredJournal implements JournalUnit {

    static final Duration LEASE = Duration.ofSeconds(6);

    final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    final DirectSql sql = new DirectSql(database);

    final @Nullable DatabaseClock clock;

    private int boots;
    private Journal journal = nextBoot();

    /** The clock of its database stands still, and not at the importers' time. */
    ClusteredJournal() {
        clock = new DatabaseClock(database, FilledJournal.LATER.plusSeconds(1_000));
    }

    private ClusteredJournal(@Nullable DatabaseClock clock) {
        this.clock = clock;
    }

    static ClusteredJournal withRunningClock() {
        return new ClusteredJournal(null);
    }

    private Journal nextBoot() {
        return journal("node1", "boot" + ++boots);
    }

    /** The journal as another process sees it. */
    Journal journal(String node, String boot) {
        return new PostgresJournal(database, new Owner(node, boot));
    }

    /** What shares runs in that process. */
    Leases leases(String node, String boot) {
        return new PostgresLeases(database, new Owner(node, boot), LEASE);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public void reopen() {
        journal = nextBoot();
    }

    @Override
    public Cell create(String name) {
        String id = CellIds.next();
        sql.call("create_cell(?, ?)", id, name);
        return new Cell(id, name, Instant.EPOCH, Instant.EPOCH, 0);
    }

    @Override
    public boolean delete(Cell cell) {
        return delete(cell, false);
    }

    @Override
    public boolean deleteEmpty(Cell cell) {
        return delete(cell, true);
    }

    private boolean delete(Cell cell, boolean onlyEmpty) {
        return database.change(
                        "delete cell",
                        connection -> first(
                                connection, "SELECT delete_cell(?, ?)", row -> row.getBoolean(1), cell.id(), onlyEmpty))
                .orElseThrow();
    }

    @Override
    public OptionalLong generation(Cell cell) {
        return sql.number("SELECT generation FROM cell WHERE id = ? AND generation IS NOT NULL", cell.id());
    }

    @Override
    public synchronized Blob snapshot(Cell cell) {
        String blob = "blob of " + cell.id();
        if (sql.number("SELECT version FROM snapshot WHERE cell_id = ?", cell.id())
                .isEmpty()) {
            sql.call("stage_blob(?, ?, 'SNAPSHOT', NULL, NULL)", blob, cell.id());
            sql.call("store_snapshot(?, 'snap.zip', 'application/zip', ?, 4, '00ff', NULL, 10)", cell.id(), blob);
        }
        return new Blob(new BlobId(cell.id(), blob), 4, "00ff");
    }

    /** The blob of the run's attempt is complete. */
    @Override
    public void build(ImportRun run) {
        String blob = "INSERT INTO blob(name, cell_id, kind, run, attempt, state, bytes, staged_at, touched_at)"
                + " VALUES(?, ?, 'GENERATION', ?, ?, 'STAGED', 100, 0, 0) ON CONFLICT DO NOTHING";
        sql.change(blob, run.number() + "." + run.attempt(), run.cellId(), run.number(), run.attempt());
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        database.close();
    }
}
