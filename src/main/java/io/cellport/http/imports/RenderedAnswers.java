package io.cellport.http.imports;

import io.cellport.http.status.StatusAnswer;
import io.cellport.imports.message.ImportStatus;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were rendered lately, because a status is asked for again and again before it changes. As many as places,
 * each of which takes the newest answer whose status falls to it. For one thread.
 */
final class RenderedAnswers {

    /** A power of two; with answers of about 600 bytes, they take a megabyte at most. */
    private static final int PLACES = 2_048;

    private final @Nullable Rendered[] places = new Rendered[PLACES];

    private record Rendered(ImportStatus status, StatusAnswer answer) {}

    StatusAnswer of(ImportStatus status) {
        if (status.equals(ImportStatus.READY)) {
            return ImportAnswer.READY;
        }
        int hash = status.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        Rendered known = places[place];
        if (known == null || !known.status.equals(status)) {
            known = new Rendered(status, ImportAnswer.of(status));
            places[place] = known;
        }
        return known.answer;
    }
}
