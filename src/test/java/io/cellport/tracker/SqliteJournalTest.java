package io.cellport.tracker;

import io.cellport.store.CellStore;
import io.cellport.store.Sqlite;
import io.cellport.store.SqliteCellStore;
import io.cellport.store.UnitDatabase;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest implements JournalContract {

    @TempDir
    Path data;

    private SqliteCellStore store;
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC());
        journal = new SqliteJournal(unit, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public CellStore store() {
        return store;
    }

    @Override
    public void reopen() {
        close();
        open();
    }
}
