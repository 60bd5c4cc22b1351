package io.cellport.imports.journal;

import io.cellport.error.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed.
 *
 * @param error what the client is told
 * @param entry the snapshot entry that was being read; null if none was
 * @param line line of that entry, from 1; 0 if it has no lines
 */
public record ImportFailure(ApiError error, @Nullable String entry, long line) {

    public static ImportFailure of(ApiError error) {
        return new ImportFailure(error, null, 0);
    }

    /** Where in the snapshot, as the end of a log line; empty if no entry was being read. */
    public String place() {
        if (entry == null) {
            return "";
        }
        return line == 0 ? " in " + entry : " in " + entry + ", line " + line;
    }
}
