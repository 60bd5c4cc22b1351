package io.cellport.snapshot.zip;

import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the names in the central directory say about the files below {@code 20_webdav/}: which properties have content
 * beside them, and whether every directory that is not empty has properties, up to the cell's own. It takes one bit of
 * memory for each entry. Immutable.
 */
final class WebdavParts {

    /** What an archive without such files has. */
    static final WebdavParts NONE = new WebdavParts(new BitSet(), List.of());

    /** More are not named. */
    private static final int MOST_MISSING = 100;

    private final BitSet withContent;
    private final List<String> missing;

    private WebdavParts(BitSet withContent, List<String> missing) {
        this.withContent = withContent;
        this.missing = missing;
    }

    /** Passes over all entries; {@code names} must contain all their names. */
    static WebdavParts of(Iterator<ArchiveEntry> entries, NameSet names) {
        Pass pass = new Pass(names);
        while (entries.hasNext()) {
            ArchiveEntry entry = entries.next();
            if (SnapshotLayout.isPartOfWebdav(entry.name())) {
                pass.add(entry);
            }
        }
        return new WebdavParts(pass.withContent, List.copyOf(pass.missing));
    }

    /** The paths of missing properties, in the order of the entries that need them; the first hundred. */
    List<String> missing() {
        return missing;
    }

    /** Whether there is content beside these properties. */
    boolean hasContent(ArchiveEntry properties) {
        return withContent.get(properties.number());
    }

    private static final class Pass {

        private final NameSet names;
        private final BitSet withContent = new BitSet();
        private final Set<String> missing = new LinkedHashSet<>();
        private String complete = "";

        Pass(NameSet names) {
            this.names = names;
        }

        void add(ArchiveEntry entry) {
            String directory = parent(entry.name().text());
            if (SnapshotLayout.isProperties(entry.name())) {
                withContent.set(entry.number(), names.contains(directory + '/' + SnapshotLayout.CONTENT));
                requireProperties(parent(directory));
            } else {
                requireProperties(directory);
            }
        }

        /** It is enough to look at the parent, because the parent's properties lead to a look at its own parent. */
        private void requireProperties(String directory) {
            if (directory.isEmpty() || directory.equals(complete)) {
                return;
            }
            String properties = directory + '/' + SnapshotLayout.PROPERTIES;
            if (names.contains(properties)) {
                complete = directory;
            } else if (missing.size() < MOST_MISSING) {
                missing.add(properties);
            }
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
