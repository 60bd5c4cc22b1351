package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.blob.BlobStore;
import io.cellport.blob.ListedBlob;
import io.cellport.storage.postgres.PostgresDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for bytes without a row, which nobody knows and the {@link Collector} does not see: a blob that a very slow
 * writer completed after it had been collected, or whose row went with a restored database. It lists the whole store.
 * Blocks; for one thread.
 */
public final class OrphanSweep {

    /**
     * Younger blobs are passed over. A blob's row is there before its first byte, so this is for clocks that go wrong,
     * and for a database that is being restored.
     */
    public static final Duration AGE = Duration.ofDays(7);

    private static final int NAMES = 1_000;

    private final PostgresDatabase database;
    private final BlobStore blobs;
    private final Duration age;

    /** @param age how old a blob without a row must be; see {@link #AGE} */
    public OrphanSweep(PostgresDatabase database, BlobStore blobs, Duration age) {
        this.database = database;
        this.blobs = blobs;
        this.age = age;
    }

    /** Calls the action with each blob that has no row. The action may delete it. */
    public void forEach(Consumer<ListedBlob> action) {
        Instant latest = now().minus(age);
        List<ListedBlob> listed = new ArrayList<>();
        blobs.forEach(blob -> {
            if (!blob.written().isAfter(latest) && !blob.id().cellId().equals(UnitMarker.PLACE)) {
                listed.add(blob);
            }
            if (listed.size() == NAMES) {
                withoutRow(listed).forEach(action);
                listed.clear();
            }
        });
        withoutRow(listed).forEach(action);
    }

    private Instant now() {
        return Instant.ofEpochMilli(database.read(
                        "ask for time", connection -> first(connection, "SELECT now_ms()", row -> row.getLong(1)))
                .orElseThrow());
    }

    private List<ListedBlob> withoutRow(List<ListedBlob> listed) {
        Object[] names = listed.stream().map(blob -> blob.id().name()).toArray();
        Set<String> known = new HashSet<>(database.read(
                "look for rows of blobs",
                connection -> query(
                        connection,
                        "SELECT name FROM blob WHERE name = ANY(?)",
                        row -> row.getString(1),
                        connection.createArrayOf("text", names))));
        return listed.stream().filter(blob -> !known.contains(blob.id().name())).toList();
    }
}
