package io.cellport.snapshot.area;

import io.cellport.blob.Blob;
import java.time.Instant;

/**
 * A snapshot file of a cell.
 *
 * @param fileName name in the cell's snapshot area, with its extension
 * @param version 1 at first; each replacement adds 1
 * @param created when it was first stored
 * @param updated when this version was stored
 * @param contentType as given by the client that stored it
 * @param blob its bytes, which never change; another version has another blob
 */
public record StoredSnapshot(
        String fileName, long version, Instant created, Instant updated, String contentType, Blob blob) {

    /** Bytes of the file. */
    public long size() {
        return blob.size();
    }

    /** Digest of the bytes, in lower-case hexadecimal. */
    public String sha256() {
        return blob.sha256();
    }
}
