package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresDatabase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the bytes that nothing refers to any more, and then their rows. A blob is deleted only because its row says
 * {@code DOOMED}, which no row ever stops to say, and only some time afterwards: until then readers may have it open,
 * and an older copy of the database may refer to it. Several nodes may collect at the same time. Blocks; for one
 * thread.
 */
public final class Collector {

    /** An upload that gave no sign of life for so long has no writer. */
    public static final Duration SILENCE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final int BLOBS = 100;

    private static final int ACCESS_ROWS = 20_000;

    private final PostgresDatabase database;
    private final BlobStore blobs;
    private final Duration grace;

    /** Where the next round goes on, so that blobs which cannot be deleted do not keep others from their turn. */
    private Doomed last = Doomed.NONE;

    /** @param grace how long a blob is kept after it was doomed */
    public Collector(PostgresDatabase database, BlobStore blobs, Duration grace) {
        this.database = database;
        this.blobs = blobs;
        this.grace = grace;
    }

    private record Doomed(BlobId blob, long at) {
        static final Doomed NONE = new Doomed(new BlobId("", ""), 0);
    }

    /**
     * One round: dooms what nobody will complete, and deletes at most {@value #BLOBS} blobs.
     *
     * @return whether there may be more to delete at once
     * @throws io.cellport.error.ApiException {@code PR503-SV-0002} if the database does not answer
     */
    public boolean collect() {
        database.change(
                "doom abandoned blobs",
                connection ->
                        first(connection, "SELECT doom_abandoned_blobs(?)", row -> row.getLong(1), SILENCE.toMillis()));
        List<Doomed> doomed = doomed();
        doomed.forEach(this::delete);
        boolean more = doomed.size() == BLOBS;
        last = more ? doomed.get(BLOBS - 1) : Doomed.NONE;
        return more;
    }

    private List<Doomed> doomed() {
        String sql = "SELECT cell_id, name, doomed_at FROM blob"
                + " WHERE state = 'DOOMED' AND doomed_at <= now_ms() - ? AND (doomed_at, name) > (?, ?)"
                + " ORDER BY doomed_at, name LIMIT ?";
        return database.read(
                "find doomed blobs",
                connection -> query(
                        connection,
                        sql,
                        row -> new Doomed(new BlobId(row.getString(1), row.getString(2)), row.getLong(3)),
                        grace.toMillis(),
                        last.at(),
                        last.blob().name(),
                        BLOBS));
    }

    private void delete(Doomed doomed) {
        BlobId blob = doomed.blob();
        try {
            blobs.delete(blob);
            // Some stores say that they have deleted what they have not.
            if (blobs.size(blob).isPresent()) {
                throw new StoreException("the blob is still there");
            }
            forget(blob);
        } catch (RuntimeException e) {
            LOG.warn(
                    "blob {} of cell {} cannot be deleted now; a later round tries again",
                    blob.name(),
                    blob.cellId(),
                    e);
        }
    }

    private void forget(BlobId blob) {
        boolean forgotten = false;
        while (!forgotten) {
            forgotten = database.change(
                            "forget blob",
                            connection -> first(
                                    connection,
                                    "SELECT forget_blob(?, ?)",
                                    row -> row.getBoolean(1),
                                    blob.name(),
                                    ACCESS_ROWS))
                    .orElseThrow();
        }
    }
}
