package io.cellport.blob.ledger;

import static io.cellport.storage.Statements.exists;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mark of a unit in its blob store: a blob that holds the unit's id. Two units in one store would delete each
 * other's blobs as bytes without a row. The database remembers that there is a mark: a store without it is another one,
 * for example the empty directory in which a file system is not mounted. Blocks; stateless.
 */
public final class UnitMarker {

    /** Takes the place of a cell's id, and is none. */
    static final String PLACE = "unit-id";

    private static final int MOST_BYTES = 100;

    private static final String IS_MARKED = "SELECT 1 FROM unit WHERE key = 'blobs.marked'";

    private static final String REMEMBER =
            "INSERT INTO unit(key, value) VALUES ('blobs.marked', 'true') ON CONFLICT DO NOTHING";

    private UnitMarker() {}

    /**
     * Marks the store as that of the database's unit, unless it is marked already. Each unit writes its own mark before
     * it looks for others, so of two that start at the same time at least one finds the other.
     *
     * @throws StoreException if the store has the mark of another unit, or none although the unit has marked one
     */
    public static void require(PostgresDatabase database, BlobStore blobs) {
        String unit = database.read(
                        "find unit's id",
                        connection ->
                                first(connection, "SELECT value FROM unit WHERE key = 'id'", row -> row.getString(1)))
                .orElseThrow(() -> new StoreException("the unit has no id"));
        List<String> marks = marks(blobs);
        if (!marks.isEmpty()) {
            requireOnly(unit, marks);
        } else if (database.read("look for mark", connection -> exists(connection, IS_MARKED))) {
            throw new StoreException(
                    "cluster.blobs is not where this cluster has its blobs: there is no " + PLACE + "; is it mounted?");
        } else {
            mark(blobs, unit);
        }
        database.change("remember mark", connection -> update(connection, REMEMBER));
    }

    private static void mark(BlobStore blobs, String unit) {
        BlobId own;
        try (BlobWriter writer = blobs.create(PLACE)) {
            writer.write(ByteBuffer.wrap(unit.getBytes(UTF_8)));
            own = writer.commit().id();
        }
        try {
            requireOnly(unit, marks(blobs));
        } catch (StoreException e) {
            blobs.delete(own);
            throw e;
        }
    }

    private static void requireOnly(String unit, List<String> marks) {
        if (!Set.copyOf(marks).equals(Set.of(unit))) {
            throw new StoreException("cluster.blobs belongs to another cluster");
        }
    }

    private static List<String> marks(BlobStore blobs) {
        List<ListedBlob> found = new ArrayList<>();
        blobs.forEach(PLACE, found::add);
        return found.stream().map(mark -> read(blobs, mark.id())).toList();
    }

    private static String read(BlobStore blobs, BlobId mark) {
        Optional<BlobReader> opened = blobs.open(mark);
        if (opened.isEmpty()) {
            throw new StoreException("the mark of the unit cannot be read");
        }
        try (BlobReader reader = opened.get()) {
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && reader.read(bytes, bytes.position()) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), UTF_8);
        } catch (IOException e) {
            throw new StoreException("read the mark of the unit", e);
        }
    }
}
