package io.cellport.odata.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which indexes exist, are being made, or could not be made. One that could not is due again after a pause, which
 * doubles with each failure: what was in the way may have been a busy machine or a full disk. Methods that take an
 * index out return it, and the caller deletes it. Safe for several threads.
 */
final class IndexCatalog {

    /** So many selections are remembered, also those that could not have an index. */
    private static final int MOST_KNOWN = 10_000;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final long mostBytes;
    private final LongSupplier nanoTime;
    /** In the order of use. */
    private final Map<Selection, Entry> known = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean closed;

    private enum State {
        UNDER_WAY,
        READY,
        FAILED
    }

    /**
     * What is known of one index.
     *
     * @param file if it is there
     * @param failures in a row
     * @param due when to try again, after a failure
     */
    private record Entry(State state, @Nullable Path file, long bytes, int failures, long due) {

        static Entry underWay(int failures) {
            return new Entry(State.UNDER_WAY, null, 0, failures, 0);
        }

        static Entry ready(Path file, long bytes) {
            return new Entry(State.READY, file, bytes, 0, 0);
        }

        boolean isDue(long now) {
            return state == State.FAILED && now - due >= 0;
        }
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    IndexCatalog(long mostBytes, LongSupplier nanoTime) {
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
    }

    synchronized Optional<Path> find(Selection selection) {
        return Optional.ofNullable(known.get(selection)).flatMap(entry -> Optional.ofNullable(entry.file()));
    }

    /** Whether the caller has to make the index. */
    synchronized boolean begin(Selection selection) {
        Entry entry = known.get(selection);
        if (closed || (entry != null && !entry.isDue(nanoTime.getAsLong()))) {
            return false;
        }
        known.put(selection, Entry.underWay(entry == null ? 0 : entry.failures()));
        return true;
    }

    /** Puts a new index in; others may have to go for it, or it itself if it was taken out meanwhile. */
    synchronized List<RemovedIndex> made(Selection selection, Path file, long length) {
        if (!isUnderWay(selection)) {
            return List.of(new RemovedIndex(selection.content(), file));
        }
        known.put(selection, Entry.ready(file, length));
        bytes += length;
        return takeOutOldest();
    }

    /** Nobody tries to make this index again before its pause is over. */
    synchronized List<RemovedIndex> failed(Selection selection) {
        Entry entry = known.get(selection);
        if (entry != null && entry.state() == State.UNDER_WAY) {
            int failures = entry.failures() + 1;
            long due = nanoTime.getAsLong() + pause(failures).toNanos();
            known.put(selection, new Entry(State.FAILED, null, 0, failures, due));
        }
        return takeOutOldest();
    }

    private static Duration pause(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean isUnderWay(Selection selection) {
        Entry entry = known.get(selection);
        return entry != null && entry.state() == State.UNDER_WAY;
    }

    private List<RemovedIndex> takeOutOldest() {
        List<RemovedIndex> removed = new ArrayList<>();
        Iterator<Map.Entry<Selection, Entry>> oldest = known.entrySet().iterator();
        while (oldest.hasNext() && (bytes > mostBytes || known.size() > MOST_KNOWN)) {
            takeOut(oldest, oldest.next(), removed);
        }
        return removed;
    }

    /** Takes out what a condition holds for, in whatever state it is. */
    synchronized List<RemovedIndex> takeOut(Predicate<Selection> doomed) {
        List<RemovedIndex> removed = new ArrayList<>();
        Iterator<Map.Entry<Selection, Entry>> all = known.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Selection, Entry> next = all.next();
            if (doomed.test(next.getKey())) {
                takeOut(all, next, removed);
            }
        }
        return removed;
    }

    private void takeOut(Iterator<?> position, Map.Entry<Selection, Entry> next, List<RemovedIndex> removed) {
        Selection selection = next.getKey();
        Entry entry = next.getValue();
        position.remove();
        bytes -= entry.bytes();
        if (entry.file() != null) {
            removed.add(new RemovedIndex(selection.content(), entry.file()));
        }
    }

    /** The contents that indexes are over. */
    synchronized List<Path> contents() {
        return known.keySet().stream().map(Selection::content).distinct().toList();
    }

    /** From now on nothing is put in. */
    synchronized List<RemovedIndex> close() {
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
