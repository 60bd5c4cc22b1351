package io.cellport.imports.journal;

import static io.cellport.storage.Statements.update;

import io.cellport.MovableClock;
import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.snapshot.area.SnapshotRows;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A unit on files of its own; its clock stands at the time when runs end. */
final class EmbeddedJournal implements JournalUnit {

    final MovableClock clock = new MovableClock(FilledJournal.LATER);

    private final Path data;
    UnitDatabase database;
    SqliteCellStore store;
    SqliteJournal journal;

    EmbeddedJournal(Path data) {
        this.data = data;
        open();
    }

    private void open() {
        Sqlite sqlite = new Sqlite();
        database = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, database, sqlite, clock);
        journal = new SqliteJournal(database, clock);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public void reopen() {
        close();
        open();
    }

    @Override
    public Cell create(String cellName) {
        return store.create(cellName);
    }

    @Override
    public boolean delete(Cell cell) {
        return store.delete(cell.id());
    }

    @Override
    public boolean deleteEmpty(Cell cell) {
        return store.deleteEmpty(cell.id());
    }

    @Override
    public OptionalLong generation(Cell cell) {
        return store.currentNumber(cell.id());
    }

    @Override
    public Blob snapshot(Cell cell) {
        return SnapshotRows.put(database, cell, "snap");
    }

    /** Nothing: the journal does not look at the generation. */
    @Override
    public void build(ImportRun run) {}

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    /** Executes a statement that changes rows. */
    void change(String sql) {
        database.write("change", connection -> update(connection, sql));
    }

    @Override
    public void close() {
        store.close();
    }
}
