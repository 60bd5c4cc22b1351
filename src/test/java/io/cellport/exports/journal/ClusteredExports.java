package io.cellport.exports.journal;

import static io.cellport.storage.Statements.first;

import io.cellport.blob.BlobStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.ledger.BlobLedger;
import io.cellport.cell.Cell;
import io.cellport.cell.CellIds;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Owner;
import io.cellport.imports.journal.PostgresJournal;
import io.cellport.snapshot.area.PostgresSnapshotArea;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.storage.postgres.DatabaseClock;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A unit in a database of its own, whose clock stands still. */
final class ClusteredExports implements ExportUnit {

    static final Duration LEASE = Duration.ofSeconds(6);

    private static final int MOST_SNAPSHOTS = 3;

    final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());

    final DatabaseClock clock = new DatabaseClock(database, Instant.parse("2026-11-24T02:01:06.560Z"));

    private final SnapshotArea area;
    private int boots;
    private ExportJournal journal;

    ClusteredExports(Path directory) {
        BlobStore blobs = DirectoryBlobStore.shared(directory, "node1");
        area = new PostgresSnapshotArea(database, blobs, new BlobLedger(database), MOST_SNAPSHOTS);
        restart();
    }

    /** The journal as another process sees it. */
    ExportJournal journal(String node, String boot) {
        return new PostgresExportJournal(database, new Owner(node, boot), LEASE, MOST_SNAPSHOTS);
    }

    @Override
    public ExportJournal journal() {
        return journal;
    }

    @Override
    public Journal imports() {
        return new PostgresJournal(database, new Owner("node1", "boot1"));
    }

    @Override
    public SnapshotArea area() {
        return area;
    }

    @Override
    public void restart() {
        journal = journal("node1", "boot" + ++boots);
    }

    @Override
    public Cell create(String name) {
        String id = CellIds.next();
        database.change("create", connection -> first(connection, "SELECT create_cell(?, ?)", row -> true, id, name));
        return new Cell(id, name, Instant.EPOCH, Instant.EPOCH, 0);
    }

    @Override
    public boolean delete(Cell cell) {
        return database.change(
                        "delete",
                        connection ->
                                first(connection, "SELECT delete_cell(?, false)", row -> row.getBoolean(1), cell.id()))
                .orElseThrow();
    }

    @Override
    public void close() {
        database.close();
    }
}
