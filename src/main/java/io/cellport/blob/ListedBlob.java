package io.cellport.blob;

import java.time.Instant;

/**
 * A blob as a listing of its store shows it.
 *
 * @param id its name
 * @param size bytes
 * @param written when its last byte was written, by the clock of the storage
 */
public record ListedBlob(BlobId id, long size, Instant written) {}
