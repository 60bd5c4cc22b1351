package io.cellport.snapshot.area;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot files of all cells. All methods block: call them on a worker pool. Safe for several threads. Names are
 * labels here, never parts of a path. Storage failures are {@link io.cellport.storage.StoreException}s.
 */
public interface SnapshotArea {

    /**
     * Begins the bytes of a snapshot of the cell; the caller closes them, whatever becomes of them.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005} if the disk is almost full
     */
    BlobWriter begin(String cellId);

    /**
     * Makes complete bytes a snapshot of the cell, replacing one of the same name. When this returns, it outlasts a power
     * loss; when it throws, what was there is there still.
     *
     * @throws io.cellport.error.ApiException {@code PR404-DV-0003} if the cell is no more, {@code PR409-CM-0002} while an
     *     import into it is active, {@code PR400-DV-0007} if it has too many snapshots, and what the precondition throws
     */
    StoredSnapshot commit(
            String cellId, String fileName, String contentType, BlobWriter bytes, Precondition precondition);

    /** The snapshot of that name. */
    Optional<StoredSnapshot> find(String cellId, String fileName);

    /** The snapshots of a cell by name. */
    List<StoredSnapshot> list(String cellId);

    /** Opens the bytes of a snapshot, to be closed by the caller; empty if they were replaced or deleted meanwhile. */
    Optional<BlobReader> open(BlobId blob);

    /**
     * Deletes a snapshot; false if there is none of that name. Whoever has it open can read on.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} while an import into the cell is active, and what the
     *     precondition throws
     */
    boolean delete(String cellId, String fileName, Precondition precondition);

    /** Deletes the files of a cell that is deleted already, and with it the index of its snapshots. Never fails. */
    void deleteFiles(String cellId);

    /** Deletes everything that an interrupted upload, replacement or deletion has left behind. Never fails. */
    void sweep();
}
