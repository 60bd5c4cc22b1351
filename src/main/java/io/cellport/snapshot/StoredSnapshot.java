package io.cellport.snapshot;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A snapshot file of a cell.
 *
 * @param fileName name in the cell's snapshot area, with its extension
 * @param version 1 at first, plus 1 with every replacement
 * @param created when it was first stored
 * @param updated when this version was stored
 * @param contentType as given by whoever stored it
 * @param size bytes
 * @param sha256 digest of the bytes, in hexadecimal
 * @param file where the bytes lie; never changed, only replaced by another file
 */
public record StoredSnapshot(
        String fileName,
        long version,
        Instant created,
        Instant updated,
        String contentType,
        long size,
        String sha256,
        Path file) {

    /** The entity tag without quotes, {@code version-milliseconds}. */
    public String etag() {
        return version + "-" + updated.toEpochMilli();
    }
}
