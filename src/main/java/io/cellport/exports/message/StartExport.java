package io.cellport.exports.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks an exporter to accept an export.
 *
 * @param requestKey key of the HTTP request, for log lines
 * @param cellName the cell's name at the time of the request
 * @param name name of the snapshot without {@code .zip}; null to make one from the cell's name and the time
 * @param startedBy the subject of the caller's token
 */
public record StartExport(
        String requestKey,
        String cellId,
        String cellName,
        @Nullable String name,
        String startedBy) {}
