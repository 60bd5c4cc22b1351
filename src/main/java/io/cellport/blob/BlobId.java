package io.cellport.blob;

/**
 * Names an immutable blob for ever: no two blobs, of this unit or of another, have the same id.
 *
 * @param cellId the cell that the blob belongs to, with which it may be deleted
 * @param name random; the same in every kind of store
 */
public record BlobId(String cellId, String name) {}
