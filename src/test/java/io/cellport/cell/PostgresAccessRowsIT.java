package io.cellport.cell;

import io.cellport.cell.extract.AccessExtract;
import io.cellport.cell.extract.ExtractedAccess;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.storage.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An extract in a real PostgreSQL answers after the generation is closed. */
class PostgresAccessRowsIT extends AccessContentContract {

    private static AccessRowDatabase database;

    @BeforeAll
    static void open() {
        database = new AccessRowDatabase(PostgresServer.newDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public AccessContent content(CellGeneration sealed) {
        String blob = database.stagedBlob();
        try (sealed) {
            database.table.write(blob, new AccessExtract(sealed), () -> {});
            return new ExtractedAccess(sealed.number(), database.rows(blob));
        }
    }
}
