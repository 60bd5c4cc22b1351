package io.cellport.blob;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Blobs are written once as a whole, read at any offset, and deleted. They never change, so a local directory, a shared
 * directory and an object store can all be blob stores. Which blobs count is decided elsewhere: in a cluster a row is
 * written before the first byte, and a blob is deleted only because of its row. A failure of the storage is a
 * {@link io.cellport.storage.StoreException}, or {@code PR503-SV-0005} if it is full. Blocks; safe for several threads.
 */
public interface BlobStore {

    /** Begins a blob of a cell. It is invisible until {@link BlobWriter#commit}. */
    BlobWriter create(String cellId);

    /**
     * Opens a blob for reading; empty if there is none of this id. The caller closes the reader. Only a store that one
     * process owns promises that the reader can read on when the blob is deleted.
     */
    Optional<BlobReader> open(BlobId id);

    /** Bytes of a blob; empty if there is none of this id. */
    OptionalLong size(BlobId id);

    /** Deletes a blob; does nothing if there is none of this id. When this returns, there is none. */
    void delete(BlobId id);

    /** Calls the action for every blob; blobs that are committed or deleted meanwhile may be included or not. */
    void forEach(Consumer<ListedBlob> action);

    /** The same for the blobs of one cell, without listing those of others. */
    void forEach(String cellId, Consumer<ListedBlob> action);

    /**
     * Deletes the leftovers of dead writers, as far as this store can tell. Call it before this process has writers.
     */
    void deleteUnfinished();
}
