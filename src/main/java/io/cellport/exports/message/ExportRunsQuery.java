package io.cellport.exports.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks the tracker for records of exports.
 *
 * @param exportId one export of the cell; null for all of them
 * @param limit most exports to answer with, newest first
 */
public record ExportRunsQuery(
        String requestKey, String cellId, @Nullable String exportId, int limit) {}
