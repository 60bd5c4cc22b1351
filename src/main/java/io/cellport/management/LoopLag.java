package io.cellport.management;

import java.time.Duration;

/**
 * How late one event loop is. The loop ticks; a tick that comes late, or is missing by now, is the lag. Safe for
 * several threads.
 */
final class LoopLag {

    static final Duration TICK = Duration.ofMillis(200);

    /** The worst lag is remembered for one to two of these, so that whoever looks now and then misses none. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private long lastTick;

    private long windowStart;

    private long worst;

    private long worstBefore;

    /** @param now a monotonic time in nanoseconds, as everywhere here */
    LoopLag(long now) {
        lastTick = now;
        windowStart = now;
    }

    /** Called by the loop, {@link #TICK} after the last time if it is not late. */
    synchronized void tick(long now) {
        if (now - windowStart > WINDOW.toNanos()) {
            windowStart = now;
            worstBefore = worst;
            worst = 0;
        }
        worst = Math.max(worst, late(now));
        lastTick = now;
    }

    private long late(long now) {
        return Math.max(0, now - lastTick - TICK.toNanos());
    }

    /** The worst lag of the last minute, or the present one. */
    synchronized double seconds(long now) {
        return Math.max(Math.max(worst, worstBefore), late(now)) / 1e9;
    }
}
