package io.cellport.cell.construction;

import io.cellport.cell.generation.LinkKeys;
import io.cellport.storage.pages.IndexTree;
import io.cellport.storage.pages.KeySorter;
import io.cellport.storage.pages.PageFile;
import io.cellport.storage.pages.RowValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/**
 * The ids and the keys of the entities of a generation under construction, for its indexes. They are sorted while the
 * rows come; after an interruption they are read again. Blocks; for one thread.
 */
public final class EntityKeys implements AutoCloseable {

    /** Files for sorting, beside the generation. */
    static final String IDS_SUFFIX = "-ids";

    static final String KEYS_SUFFIX = "-keys";

    static final String LINKS_SUFFIX = "-links";

    /** No text of an entity has this byte in it, so the order of both together is that of the two columns. */
    private static final byte BETWEEN = 0;

    private static final byte[] LINK = LinkKeys.TYPE.getBytes(StandardCharsets.UTF_8);

    /** Some milliseconds of work, also if keys are long. */
    private static final int BYTES_BETWEEN_BEATS = 256 << 10;

    /** What an entry costs beside its key. */
    private static final int ENTRY_BYTES = 64;

    private final Path file;
    private final Executor merging;
    private KeySorter ids;
    private KeySorter keys;
    private KeySorter links;
    private boolean complete = true;
    private byte[] type = {};
    private byte[] prefix = {};
    private boolean isLink;

    /** @param merging has a thread that helps in the end; it may refuse */
    EntityKeys(Path file, Executor merging) {
        this.file = file;
        this.merging = merging;
        ids = sorter(IDS_SUFFIX);
        keys = sorter(KEYS_SUFFIX);
        links = sorter(LINKS_SUFFIX);
    }

    private KeySorter sorter(String suffix) {
        return new KeySorter(file.resolveSibling(file.getFileName() + suffix));
    }

    /** Whether they are those of all entities. */
    boolean isComplete() {
        return complete;
    }

    /** Some entities are not known here. */
    void forget() {
        complete = false;
    }

    /** Begins anew, and is told of all entities now. */
    void restart() throws IOException {
        close();
        ids = sorter(IDS_SUFFIX);
        keys = sorter(KEYS_SUFFIX);
        links = sorter(LINKS_SUFFIX);
        complete = true;
    }

    void add(byte[] newType, byte[] id, byte[] key, long row) {
        if (!complete) {
            return;
        }
        if (!Arrays.equals(newType, type)) {
            type = newType;
            prefix = Arrays.copyOf(newType, newType.length + 1);
            isLink = Arrays.equals(newType, LINK);
        }
        ids.add(id, row);
        keys.add(prefix, key, row);
        if (isLink) {
            links.add(LinkKeys.otherEnd(key), row);
        }
    }

    /** Bytes of the longest of them. */
    int longest() {
        return Math.max(ids.longest(), keys.longest());
    }

    /** An index that was appended. */
    record Index(long root, OptionalLong secondRow) {}

    /**
     * Appends the index over ids; afterwards these are used up, and the room on the disk that they took is free.
     *
     * @return with the row that repeats an id, if there is one: of several, the one that was stored first
     */
    Index appendIds(PageFile pages, Runnable heartbeat) throws IOException {
        return append(ids, pages, heartbeat, (record, key) -> record.text(key));
    }

    /** The same over types and keys. */
    Index appendKeys(PageFile pages, Runnable heartbeat) throws IOException {
        return append(keys, pages, heartbeat, (record, key) -> {
            int end = 0;
            while (key[end] != BETWEEN) {
                end++;
            }
            record.text(key, 0, end).text(key, end + 1, key.length);
        });
    }

    /** The same over the ends of links that these are not stored from, several of which may be equal. */
    long appendLinkEnds(PageFile pages, Runnable heartbeat) throws IOException {
        return append(links, pages, heartbeat, (record, key) -> record.text(key))
                .root();
    }

    private interface Columns {
        void add(RowValues record, byte[] key);
    }

    private Index append(KeySorter sorter, PageFile pages, Runnable heartbeat, Columns columns) throws IOException {
        complete = false;
        heartbeat.run();
        IndexTree tree = new IndexTree(pages);
        RowValues record = new RowValues();
        Repeats repeats = new Repeats();
        Beats beats = new Beats(heartbeat);
        sorter.sorted(merging, (key, row) -> {
            beats.worked(key.length);
            repeats.next(key, row);
            columns.add(record.start(), key);
            tree.add(record.integer(row));
        });
        sorter.close();
        return new Index(tree.finish(), repeats.first());
    }

    /** Calls a heartbeat whenever so many bytes of keys were worked on. For one thread. */
    static final class Beats {

        private final Runnable heartbeat;
        private int bytes;

        Beats(Runnable heartbeat) {
            this.heartbeat = heartbeat;
        }

        void worked(int keyBytes) {
            bytes += ENTRY_BYTES + keyBytes;
            if (bytes >= BYTES_BETWEEN_BEATS) {
                bytes = 0;
                heartbeat.run();
            }
        }
    }

    /** Finds keys that occur twice, as they come in their order. */
    private static final class Repeats {

        private byte[] last = {};
        private long lastRow;
        private boolean repeated;
        private long first = Long.MAX_VALUE;
        private long entries;

        void next(byte[] key, long row) {
            boolean same = entries++ > 0 && Arrays.equals(key, last);
            if (!same) {
                end();
            }
            repeated = same;
            last = key;
            lastRow = row;
        }

        private void end() {
            if (repeated) {
                first = Math.min(first, lastRow);
            }
        }

        OptionalLong first() {
            end();
            return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
        }
    }

    @Override
    public void close() throws IOException {
        complete = false;
        try {
            ids.close();
        } finally {
            try {
                keys.close();
            } finally {
                links.close();
            }
        }
    }
}
