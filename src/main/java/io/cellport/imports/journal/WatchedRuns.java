package io.cellport.imports.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The active runs about which somebody asks, and when their rows were last read: their progress is no change that has
 * an epoch, so a row is read along with the changes if somebody has asked since it was read. Does not block. Safe for
 * several threads.
 */
final class WatchedRuns {

    /** How long a run is remembered after somebody has asked about it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private final Map<Long, Watch> runs = new ConcurrentHashMap<>();

    private record Watch(long askedAt, @Nullable Long readAt) {

        boolean isReadSince(long time) {
            return readAt != null && readAt - time >= 0;
        }
    }

    /**
     * Watches nothing yet.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    WatchedRuns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Has the row of a run read by the next read; returns the time of the question. */
    long ask(long run) {
        long now = nanoTime.getAsLong();
        runs.merge(run, new Watch(now, null), (known, asked) -> new Watch(asked.askedAt(), known.readAt()));
        return now;
    }

    /** Whether the row of a run is known as of this time or a later one. */
    boolean isReadSince(long run, long time) {
        Watch watch = runs.get(run);
        return watch != null && watch.isReadSince(time);
    }

    /** The runs whose rows are to be read now. */
    List<Long> due() {
        long now = nanoTime.getAsLong();
        runs.values().removeIf(watch -> now - watch.askedAt() >= REMEMBERED.toNanos());
        return runs.entrySet().stream()
                .filter(run -> !run.getValue().isReadSince(run.getValue().askedAt()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The rows of these runs are known, as they were at some time after {@code sentAt}. */
    void read(List<Long> numbers, long sentAt) {
        for (long number : numbers) {
            runs.computeIfPresent(number, (run, watch) -> new Watch(watch.askedAt(), sentAt));
        }
    }
}
