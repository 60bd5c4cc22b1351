package io.cellport.snapshot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot files of all cells. All methods block: call them on a worker pool. Safe for several threads. Names are
 * labels here, never parts of a path. Storage failures are {@link io.cellport.store.StoreException}s.
 */
public interface SnapshotArea {

    /**
     * A new name for an upload, in a directory that is emptied at every start; nothing is created yet.
     *
     * @throws io.cellport.message.ApiException {@code PR503-SV-0005} if the disk is almost full
     */
    Path newTemporaryFile();

    /**
     * Makes an upload a snapshot of the cell, replacing one of the same name. When this returns, the bytes
     * outlast a power loss. The temporary file must be complete; it is gone afterwards, also if this fails.
     *
     * @throws io.cellport.message.ApiException {@code PR409-CM-0002} while an import into the cell is active,
     *     {@code PR400-DV-0007} if the cell has too many snapshots
     */
    StoredSnapshot commit(String cellId, String fileName, Path temporary, String contentType);

    Optional<StoredSnapshot> find(String cellId, String fileName);

    /** The snapshots of a cell by name. */
    List<StoredSnapshot> list(String cellId);

    /**
     * Deletes a snapshot; false if there is none of that name. Whoever has it open can read on.
     *
     * @throws io.cellport.message.ApiException {@code PR409-CM-0002} while an import into the cell is active
     */
    boolean delete(String cellId, String fileName);

    /** Deletes the files of a cell that is deleted already, and with it the index of its snapshots. */
    void deleteFiles(String cellId);

    /** Deletes everything that an interrupted upload, replacement or deletion has left behind. */
    void sweep();
}
