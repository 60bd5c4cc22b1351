package io.cellport.cell;

import static io.cellport.storage.Statements.first;

import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with the blobs of generations that extracts can be stored of. */
final class AccessRowDatabase implements AutoCloseable {

    final PostgresDatabase postgres;

    final AccessRowTable table;

    private final AtomicInteger blobs = new AtomicInteger();

    AccessRowDatabase(PostgresAddress address) {
        postgres = PostgresDatabase.open(address);
        table = new AccessRowTable(postgres);
    }

    /** The name of a new blob, which is being written. */
    String stagedBlob() {
        int number = blobs.incrementAndGet();
        String name = "blob" + number;
        postgres.change(
                "stage",
                connection ->
                        first(connection, "SELECT stage_blob(?, 'cell1', 'GENERATION', ?, 1)", row -> name, name, (long)
                                number));
        return name;
    }

    PostgresAccessRows rows(String blob) {
        return new PostgresAccessRows(postgres, blob);
    }

    /** How many rows are stored of a generation. */
    long count(String blob) {
        return postgres.read(
                        "count",
                        connection -> first(
                                connection,
                                "SELECT count(*) FROM access_row WHERE blob = ?",
                                row -> row.getLong(1),
                                blob))
                .orElseThrow();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
