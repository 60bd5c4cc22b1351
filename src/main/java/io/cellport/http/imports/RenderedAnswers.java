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

    private Map<String, Rendered> recent = new HashMap<>();

    private Map<String, Rendered> older = Map.of();

    private record Rendered(ImportStatus status, StatusAnswer answer) {}

    StatusAnswer of(String cellId, ImportStatus status) {
        if (status.equals(ImportStatus.READY)) {
            return ImportAnswer.READY;
        }
        Rendered known = recent.get(cellId);
        if (known == null || !known.status.equals(status)) {
            known = remembered(cellId, status);
        }
        return known.answer;
    }

    private Rendered remembered(String cellId, ImportStatus status) {
        if (recent.size() == MOST) {
            older = recent;
            recent = new HashMap<>();
        }
        @Nullable Rendered known = older.get(cellId);
        Rendered kept =
                known != null && known.status.equals(status) ? known : new Rendered(status, ImportAnswer.of(status));
        recent.put(cellId, kept);
        return kept;
    }
}
