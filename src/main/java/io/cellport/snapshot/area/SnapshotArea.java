package io.cellport.snapshot.area;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot files of all cells. Names are labels here, never parts of a path. Storage failures are
 * {@link io.cellport.storage.StoreException}s. Blocks; safe for several threads.
 */
public interface SnapshotArea {

    /**
     * Begins a snapshot of the cell. The caller closes the writer in any case. Bytes that become a snapshot in another
     * way than by {@link #commit} have their name before that, else they count as a leftover.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if the disk is almost full
     */
    BlobWriter begin(String cellId);

    /**
     * Makes the written bytes a snapshot of the cell and replaces one of the same name. When this returns, the snapshot
     * survives a power loss; if it throws, the previous snapshot is unchanged.
     *
     * @throws io.cellport.error.ApiException {@code PR404-DV-0003} if the cell was deleted, {@code PR409-CM-0002} while
     *     an import into it is active, {@code PR400-DV-0007} if it has too many snapshots, {@code PR503-DV-0001} if
     *     others change the snapshot all the time, and what the precondition throws
     */
    StoredSnapshot commit(
            String cellId, String fileName, String contentType, BlobWriter bytes, Precondition precondition);

    /**
     * Throws away bytes that were completed, unless they are a snapshot by now. If that fails, it is logged, and they
     * are deleted later.
     */
    void discard(Blob blob);

    /** Finds a snapshot by its file name. */
    Optional<StoredSnapshot> find(String cellId, String fileName);

    /** The snapshots of a cell by name. */
    List<StoredSnapshot> list(String cellId);

    /**
     * Opens the bytes of a snapshot; empty if they were deleted after its replacement or deletion. The caller closes
     * the reader.
     */
    Optional<BlobReader> open(BlobId blob);

    /**
     * Deletes a snapshot; false if there is none of this name. Readers that are open can read on.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} while an import into the cell is active, and what
     *     the precondition throws
     */
    boolean delete(String cellId, String fileName, Precondition precondition);

    /**
     * Deletes the files of a cell that was deleted together with the index of its snapshots, unless something else does
     * so. Never fails.
     */
    void deleteFiles(String cellId);

    /**
     * Deletes the leftovers of interrupted replacements and deletions, unless something else does so. Others may work
     * meanwhile. Never fails.
     */
    void sweep();
}
