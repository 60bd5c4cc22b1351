package io.cellport.blob;

/**
 * The id of an immutable blob: no two blobs ever have the same id, in this unit or in others.
 *
 * @param cellId the cell that the blob belongs to; the blob is deleted with it
 * @param name random; the same in every kind of store
 */
public record BlobId(String cellId, String name) {}
