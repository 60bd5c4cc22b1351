package io.cellport.exports.journal;

import io.cellport.blob.Blob;

/**
 * A file that an export puts into the snapshot area with its end. No file of that name may be there. Immutable.
 *
 * @param fileName name with its extension
 * @param blob complete
 */
public record EndFile(String fileName, String contentType, Blob blob) {}
