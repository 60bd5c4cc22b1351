package io.cellport.odata.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which indexes exist, are being made, or cannot be made. Methods that take an index out return files, which the caller
 * deletes. Safe for several threads.
 */
final class IndexCatalog {

    /** So many selections are remembered, also those that cannot have an index. */
    private static final int MOST_KNOWN = 10_000;

    private final long mostBytes;
    /** In the order of use. */
    private final Map<Selection, Entry> known = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean closed;

    private enum State {
        UNDER_WAY,
        READY,
        IMPOSSIBLE
    }

    private record Entry(State state, @Nullable Path file, long bytes) {}

    IndexCatalog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<Path> find(Selection selection) {
        return Optional.ofNullable(known.get(selection)).flatMap(entry -> Optional.ofNullable(entry.file()));
    }

    /** Whether the caller has to make the index. */
    synchronized boolean begin(Selection selection) {
        return !closed && known.putIfAbsent(selection, new Entry(State.UNDER_WAY, null, 0)) == null;
    }

    /** Puts a new index in; others may have to go for it, or it itself if it was taken out meanwhile. */
    synchronized List<Path> made(Selection selection, Path file, long length) {
        if (!isUnderWay(selection)) {
            return List.of(file);
        }
        known.put(selection, new Entry(State.READY, file, length));
        bytes += length;
        return takeOutOldest();
    }

    /** Nobody tries to make this index again. */
    synchronized List<Path> impossible(Selection selection) {
        if (isUnderWay(selection)) {
            known.put(selection, new Entry(State.IMPOSSIBLE, null, 0));
        }
        return takeOutOldest();
    }

    private boolean isUnderWay(Selection selection) {
        Entry entry = known.get(selection);
        return entry != null && entry.state() == State.UNDER_WAY;
    }

    private List<Path> takeOutOldest() {
        List<Path> files = new ArrayList<>();
        Iterator<Entry> oldest = known.values().iterator();
        while (oldest.hasNext() && (bytes > mostBytes || known.size() > MOST_KNOWN)) {
            takeOut(oldest, oldest.next(), files);
        }
        return files;
    }

    /** Takes out what a condition holds for, in whatever state it is. */
    synchronized List<Path> takeOut(Predicate<Selection> doomed) {
        List<Path> files = new ArrayList<>();
        Iterator<Map.Entry<Selection, Entry>> all = known.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Selection, Entry> next = all.next();
            if (doomed.test(next.getKey())) {
                takeOut(all, next.getValue(), files);
            }
        }
        return files;
    }

    private void takeOut(Iterator<?> position, Entry entry, List<Path> files) {
        position.remove();
        bytes -= entry.bytes();
        if (entry.file() != null) {
            files.add(entry.file());
        }
    }

    /** The contents that indexes are over. */
    synchronized List<Path> contents() {
        return known.keySet().stream().map(Selection::content).distinct().toList();
    }

    /** From now on nothing is put in. */
    synchronized List<Path> close() {
        closed = true;
        return takeOut(any -> true);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized long bytes() {
        return bytes;
    }
}
