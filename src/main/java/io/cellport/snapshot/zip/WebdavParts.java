package io.cellport.snapshot.zip;

import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;

/**
 * What the central directory alone tells of the files below {@code 20_webdav/}: which properties have content beside
 * them, and whether every directory that holds something has properties, up to the cell's own. One bit an entry. Never
 * changed once made; safe for several threads.
 */
final class WebdavParts {

    private final BitSet withContent;
    private final String missing;

    private WebdavParts(BitSet withContent, String missing) {
        this.withContent = withContent;
        this.missing = missing;
    }

    /** Passes over all entries, whose names are all in the set. */
    static WebdavParts of(Iterator<ArchiveEntry> entries, NameSet names) {
        Pass pass = new Pass(names);
        while (entries.hasNext()) {
            ArchiveEntry entry = entries.next();
            if (SnapshotLayout.isPartOfWebdav(entry.name())) {
                pass.add(entry);
            }
        }
        return new WebdavParts(pass.withContent, pass.missing);
    }

    /** The first properties that ought to be there and are not. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /** Whether content stands beside these properties. */
    boolean hasContent(ArchiveEntry properties) {
        return withContent.get(properties.number());
    }

    private static final class Pass {

        private final NameSet names;
        private final BitSet withContent = new BitSet();
        private String missing;
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

        /** Properties need those of the parent only, which need those of theirs. */
        private void requireProperties(String directory) {
            if (missing != null || directory.isEmpty() || directory.equals(complete)) {
                return;
            }
            String properties = directory + '/' + SnapshotLayout.PROPERTIES;
            if (names.contains(properties)) {
                complete = directory;
            } else {
                missing = properties;
            }
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }
}
