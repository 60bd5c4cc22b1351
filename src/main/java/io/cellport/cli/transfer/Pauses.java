package io.cellport.cli.transfer;

import java.time.Duration;

/** Pauses between questions or attempts, which grow to a second. Blocks; for one thread. */
public final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(50);

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Pause pause;

    private Duration next = FIRST;

    public Pauses(Pause pause) {
        this.pause = pause;
    }

    /** Waits; returns for how long. */
    public Duration take() {
        Duration taken = next;
        pause.take(taken);
        Duration longer = taken.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return taken;
    }

    /** The next pause is a short one again. */
    public void restart() {
        next = FIRST;
    }
}
