package io.cellport.snapshot.area;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** An area under test, and ways to fill it. */
interface FilledArea {

    /** Most snapshots that a cell of the area takes. */
    int MOST = 4;

    /** Empty at the beginning of each test. */
    SnapshotArea area();

    /** The cells that the area knows. */
    Cells cells();

    /** The cells of a unit, as far as an area is concerned. */
    interface Cells {

        Cell create(String name);

        boolean delete(String cellId);
    }

    /** Where the area has its bytes. */
    BlobStore blobs();

    /** What time it is for the area. */
    Instant now();

    void advance(Duration by);

    /** Begins an import into the cell that reads a blob. */
    void beginRun(Cell cell, BlobId blob);

    /** Ends the import into the cell. */
    void endRun(Cell cell);

    /** Ends the process, in order, and begins another one on the same storage. */
    void reopen();

    default StoredSnapshot put(Cell cell, String fileName, String content) {
        return put(cell, fileName, content, Precondition.NONE);
    }

    default StoredSnapshot put(Cell cell, String fileName, String content, Precondition precondition) {
        try (BlobWriter bytes = area().begin(cell.id())) {
            bytes.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
            return area().commit(cell.id(), fileName, "application/zip", bytes, precondition);
        }
    }

    /** What the snapshot of that name holds, if there is one. */
    default Optional<String> content(Cell cell, String fileName) {
        return area().find(cell.id(), fileName).map(snapshot -> {
            try (BlobReader reader = area().open(snapshot.blob().id()).orElseThrow()) {
                return content(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static String content(BlobReader reader) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
        while (bytes.hasRemaining() && reader.read(bytes, bytes.position()) > 0) {}
        return new String(bytes.array(), UTF_8);
    }

    /** Deletes the bytes without a name, as it happens from time to time. */
    default void tidyUp() {
        area().sweep();
    }

    /** Every blob that takes room. */
    default Set<BlobId> stored() {
        return BlobStoreContract.ids(blobs());
    }
}
