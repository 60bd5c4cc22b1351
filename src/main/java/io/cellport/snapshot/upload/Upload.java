package io.cellport.snapshot.upload;

import java.time.Instant;
import java.util.Optional;

/**
 * A resumable upload of a snapshot file.
 *
 * @param id names it, and the blob that it becomes
 * @param cellId its cell
 * @param fileName checked name of the snapshot file
 * @param contentType type that the snapshot file gets
 * @param metadata what its client wrote about it, as it came; may be empty
 * @param length bytes of the whole file
 * @param offset bytes that have come and survive a power loss; the last byte counts only together with the snapshot
 * @param expires when it is given up; empty if it is a snapshot
 */
public record Upload(
        String id,
        String cellId,
        String fileName,
        String contentType,
        String metadata,
        long length,
        long offset,
        Optional<Instant> expires) {

    /** Whether it has become a snapshot. */
    public boolean isComplete() {
        return expires.isEmpty();
    }
}
