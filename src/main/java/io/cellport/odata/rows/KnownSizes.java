package io.cellport.odata.rows;

import io.cellport.odata.model.RowSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sets of the contents that were searched lately are small; a content never changes. Safe for several threads.
 */
final class KnownSizes {

    private static final int MOST = 10_000;

    private final Map<Set, Boolean> known = Collections.synchronizedMap(new LatestSets());

    /** @param content the file of the content, whose name is used once */
    private record Set(String content, RowSource rows) {}

    /** Keeps the sets that were asked for last. */
    private static final class LatestSets extends LinkedHashMap<Set, Boolean> {

        private static final long serialVersionUID = 1L;

        LatestSets() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set, Boolean> eldest) {
            return size() > MOST;
        }
    }

    /** Whether the set is small; null if that is not known. */
    @Nullable
    Boolean isSmall(String content, RowSource rows) {
        return known.get(new Set(content, rows));
    }

    void remember(String content, RowSource rows, boolean isSmall) {
        known.put(new Set(content, rows), isSmall);
    }
}
