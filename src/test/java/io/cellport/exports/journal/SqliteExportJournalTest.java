package io.cellport.exports.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteExportJournalTest implements ExportJournalContract {

    @TempDir
    Path data;

    @AutoClose
    private EmbeddedExports unit;

    @BeforeEach
    void open() {
        unit = new EmbeddedExports(data);
    }

    @Override
    public ExportUnit unit() {
        return unit;
    }
}
