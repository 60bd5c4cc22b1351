package io.cellport.imports.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks the tracker for records of runs.
 *
 * @param importId one run of the cell; null for all of them
 * @param limit most runs to answer with, newest first
 */
public record RunsQuery(
        String requestKey, String cellId, @Nullable String importId, int limit) {}
