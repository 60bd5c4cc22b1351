package io.cellport.blob;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Blobs are written once as a whole, read at any offset, and deleted. They never change, so a local directory, a shared
 * directory and an object store can all be blob stores. Which blobs count is decided elsewhere. A failure of the
 * storage is a {@link io.cellport.storage.StoreException}, or {@code PR503-SV-0005} if it is full. Blocks; safe for
 * several threads.
 */
public interface BlobStore {

    /** Begins a blob of a cell. It is invisible until {@link BlobWriter#commit}. */
    BlobWriter create(String cellId);

    /**
     * Opens a blob for reading; empty if there is none of this id. The caller closes the reader, which can read on even
     * when the blob is deleted.
     */
    Optional<BlobReader> open(BlobId id);

    /** Deletes a blob; does nothing if there is none of this id. */
    void delete(BlobId id);

    /** Deletes all blobs of a deleted cell. */
    void deleteCell(String cellId);

    /** Calls the action with the id of every blob; blobs that are committed meanwhile may be included or not. */
    void forEach(Consumer<BlobId> action);

    /** Deletes the leftovers of writers of earlier processes. Call it before this process has writers. */
    void deleteUnfinished();
}
