package io.cellport.imports.tracker;

import io.cellport.imports.message.ImportProgress.Work;
import io.cellport.imports.message.RunView.Eta;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast an attempt is, over its whole time and lately, computed from its messages. Immutable.
 *
 * @param first from the first message
 * @param mark from a message that is older than the last by {@link #LATELY} or more; or the first
 * @param next becomes the mark as soon as it is old enough
 * @param last from the last message
 */
record Pace(Work first, Work mark, Work next, Work last) {

    /** "Lately" spans this time at least, and twice this time at most. */
    static final Duration LATELY = Duration.ofSeconds(5);

    private static final Duration MIN_OBSERVED = Duration.ofSeconds(3);
    private static final int MIN_PERCENT = 2;

    /** Factor on the remaining time at the slower pace, because sealing follows after the last byte. */
    private static final double MARGIN = 1.2;

    static Pace startingAt(Work work) {
        return new Pace(work, work, work, work);
    }

    Pace receiving(Work work) {
        boolean nextIsOld = Duration.between(next.at(), work.at()).compareTo(LATELY) >= 0;
        return nextIsOld ? new Pace(first, next, work, work) : new Pace(first, mark, next, work);
    }

    /** Mean bytes per second of the attempt. */
    OptionalDouble bytesPerSecond() {
        return between(first, last);
    }

    /** When the run is expected to end; empty before 2% and three seconds, because it would be a guess. */
    Optional<Eta> eta(Instant now) {
        Duration observed = Duration.between(first.at(), last.at());
        boolean tooEarly = observed.compareTo(MIN_OBSERVED) < 0
                || last.doneBytes() * 100.0 < last.totalBytes() * 1.0 * MIN_PERCENT;
        OptionalDouble overall = between(first, last);
        OptionalDouble lately = between(mark, last);
        if (tooEarly || overall.isEmpty() || lately.isEmpty()) {
            return Optional.empty();
        }
        double remaining = last.totalBytes() - last.doneBytes();
        double fast = remaining / Math.max(overall.getAsDouble(), lately.getAsDouble());
        double slow = remaining / Math.min(overall.getAsDouble(), lately.getAsDouble()) * MARGIN;
        return Optional.of(new Eta(after(now, fast), after(now, slow)));
    }

    private static OptionalDouble between(Work from, Work to) {
        return bytesPerSecond(to.doneBytes() - from.doneBytes(), Duration.between(from.at(), to.at()));
    }

    /** Empty if there were no bytes or no time passed. */
    static OptionalDouble bytesPerSecond(long bytes, Duration time) {
        long millis = time.toMillis();
        return millis > 0 && bytes > 0 ? OptionalDouble.of(bytes * 1000.0 / millis) : OptionalDouble.empty();
    }

    private static Instant after(Instant now, double seconds) {
        return now.plusMillis(Math.round(seconds * 1000));
    }
}
