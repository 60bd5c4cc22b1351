package io.cellport.blob;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Blobs: written once as a whole, read at random, deleted. Nothing about them ever changes, so that a directory, a directory
 * that several nodes share and an object store can all be one. Which blobs count is decided elsewhere. All methods block:
 * call them on a worker pool. Safe for several threads. What the storage refuses is a
 * {@link io.cellport.storage.StoreException}, or {@code PR503-SV-0005} if it is full.
 */
public interface BlobStore {

    /** Begins a blob of a cell. Nobody sees it before {@link BlobWriter#commit}. */
    BlobWriter create(String cellId);

    /** Opens a blob for reading, to be closed by the caller; empty if there is none of that id. It can be read on when it is deleted. */
    Optional<BlobReader> open(BlobId id);

    /** Deletes a blob; nothing happens if there is none of that id. */
    void delete(BlobId id);

    /** Deletes every blob of a cell that is no more. */
    void deleteCell(String cellId);

    /** Hands out the id of every blob that is there now. Those that appear meanwhile may be among them or not. */
    void forEach(Consumer<BlobId> action);

    /** Deletes what writers that died with their process have left. To be called before there are writers in this one. */
    void deleteUnfinished();
}
