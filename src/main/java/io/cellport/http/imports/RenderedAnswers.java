package io.cellport.http.imports;

import io.cellport.http.status.StatusAnswer;
import io.cellport.imports.message.ImportStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers about cells that were asked for lately, because a status is asked for again and again before it changes.
 * If there are too many, those go first that nobody has asked for longest. For one thread.
 */
final class RenderedAnswers {

    /** Twice as many are kept at most, which take three megabytes. */
    private static final int MOST = 1_024;

    private Map<String, StatusAnswer> recent = new HashMap<>();

    private Map<String, StatusAnswer> older = Map.of();

    StatusAnswer of(String cellId, ImportStatus status) {
        if (status.equals(ImportStatus.READY)) {
            return ImportAnswer.READY;
        }
        StatusAnswer known = recent.get(cellId);
        return known != null && known.told().equals(status) ? known : remembered(cellId, status);
    }

    private StatusAnswer remembered(String cellId, ImportStatus status) {
        if (recent.size() == MOST) {
            older = recent;
            recent = new HashMap<>();
        }
        @Nullable StatusAnswer known = older.get(cellId);
        StatusAnswer kept = known != null && known.told().equals(status) ? known : ImportAnswer.of(status);
        recent.put(cellId, kept);
        return kept;
    }
}
