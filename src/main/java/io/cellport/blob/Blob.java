package io.cellport.blob;

/**
 * A blob that is complete and survives a power loss.
 *
 * @param id its name
 * @param size bytes
 * @param sha256 digest of the bytes, in lower-case hexadecimal
 */
public record Blob(BlobId id, long size, String sha256) {}
