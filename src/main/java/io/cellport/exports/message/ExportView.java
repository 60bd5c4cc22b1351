package io.cellport.exports.message;

import io.cellport.error.ApiError;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one export; null where something is not known, or not yet.
 *
 * @param state the name of its state
 * @param name name of the snapshot without {@code .zip}
 * @param acceptedAt when the request was answered
 * @param startedAt when the first attempt began
 * @param attempts number of attempts that began
 * @param percent as in the status; 100 if it is completed
 * @param bytesTotal uncompressed bytes of the content
 * @param entities number of entities in the snapshot, per type; of a completed export
 * @param files number of files in the snapshot; of a completed export
 * @param size bytes of the snapshot; of a completed export
 * @param sha256 digest of the snapshot, in lower-case hexadecimal; of a completed export
 * @param bytesPerSecond uncompressed bytes, from the first attempt to the end; of an export that has ended
 */
public record ExportView(
        String exportId,
        String state,
        String name,
        String startedBy,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempts,
        int percent,
        long entriesDone,
        long bytesDone,
        long bytesTotal,
        @Nullable Map<String, Long> entities,
        @Nullable Long files,
        @Nullable Long size,
        @Nullable String sha256,
        @Nullable Long bytesPerSecond,
        @Nullable ApiError error) {}
