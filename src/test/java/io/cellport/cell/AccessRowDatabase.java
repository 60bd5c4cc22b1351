package io.cellport.cell;

import io.cellport.storage.postgres.DirectSql;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with the blobs of generations that extracts can be stored of. */
final class AccessRowDatabase implements AutoCloseable {

    final PostgresDatabase postgres;

    final AccessRowTable table;

    private final DirectSql sql;

    private final AtomicInteger blobs = new AtomicInteger();

    AccessRowDatabase(PostgresAddress address) {
        postgres = PostgresDatabase.open(address);
        sql = new DirectSql(postgres);
        table = new AccessRowTable(postgres);
    }

    /** The name of a new blob, which is being written. */
    String stagedBlob() {
        int number = blobs.incrementAndGet();
        String name = "blob" + number;
        sql.call("stage_blob(?, 'cell1', 'GENERATION', ?, 1)", name, (long) number);
        return name;
    }

    PostgresAccessRows rows(String blob) {
        return new PostgresAccessRows(postgres, blob);
    }

    /** How many rows are stored of a generation. */
    long count(String blob) {
        return sql.number("SELECT count(*) FROM access_row WHERE blob = ?", blob)
                .orElseThrow();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
