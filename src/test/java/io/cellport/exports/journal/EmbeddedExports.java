package io.cellport.exports.journal;

import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.time.Clock;

/** A unit on files of its own. */
final class EmbeddedExports implements ExportUnit {

    private static final int MOST_SNAPSHOTS = 3;

    private final Path data;
    private UnitDatabase database;
    private SqliteCellStore cells;
    private SnapshotArea area;
    private Journal imports;
    private ExportJournal journal;

    EmbeddedExports(Path data) {
        this.data = data;
        open();
    }

    private void open() {
        Sqlite sqlite = new Sqlite();
        database = new UnitDatabase(data, sqlite);
        cells = new SqliteCellStore(data, database, sqlite, Clock.systemUTC());
        area = new SqliteSnapshotArea(database, new DirectoryBlobStore(data), MOST_SNAPSHOTS, Clock.systemUTC());
        imports = new SqliteJournal(database, Clock.systemUTC());
        journal = new SqliteExportJournal(database, MOST_SNAPSHOTS, Clock.systemUTC());
    }

    @Override
    public ExportJournal journal() {
        return journal;
    }

    @Override
    public Journal imports() {
        return imports;
    }

    @Override
    public SnapshotArea area() {
        return area;
    }

    @Override
    public void restart() {
        close();
        open();
    }

    @Override
    public Cell create(String name) {
        return cells.create(name);
    }

    @Override
    public boolean delete(Cell cell) {
        return cells.delete(cell.id());
    }

    @Override
    public void close() {
        cells.close();
    }
}
