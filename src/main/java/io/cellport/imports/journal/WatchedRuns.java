package io.cellport.imports.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The active runs about which somebody has asked lately, and when their rows were last read: their progress is no change
 * that has an epoch. Does not block. Safe for several threads.
 */
final class WatchedRuns {

    /** How long a run is watched after somebody has asked about it. */
    private static final Duration WATCHED = Duration.ofSeconds(3);

    private final Duration interval;
    private final LongSupplier nanoTime;
    private final Map<Long, Watch> runs = new ConcurrentHashMap<>();

    private record Watch(long askedAt, @Nullable Long readAt) {}

    /**
     * Watches nothing yet.
     *
     * @param interval time between two reads of a run
     * @param nanoTime a monotonic clock in nanoseconds
     */
    WatchedRuns(Duration interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /** Watches a run. Returns whether its row was read within the last two intervals. */
    boolean ask(long run) {
        long now = nanoTime.getAsLong();
        Watch watch =
                runs.merge(run, new Watch(now, null), (known, asked) -> new Watch(asked.askedAt(), known.readAt()));
        return watch.readAt() != null && now - watch.readAt() < 2 * interval.toNanos();
    }

    /** The runs whose rows are to be read now. */
    List<Long> due() {
        long now = nanoTime.getAsLong();
        runs.values().removeIf(watch -> now - watch.askedAt() >= WATCHED.toNanos());
        return runs.entrySet().stream()
                .filter(run -> isDue(run.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isDue(Watch watch, long now) {
        return watch.readAt() == null || now - watch.readAt() >= interval.toNanos();
    }

    /** The rows of these runs are known, as they were at some time after {@code sentAt}. */
    void read(List<Long> numbers, long sentAt) {
        for (long number : numbers) {
            runs.computeIfPresent(number, (run, watch) -> new Watch(watch.askedAt(), sentAt));
        }
    }
}
