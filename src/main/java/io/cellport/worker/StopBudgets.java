package io.cellport.worker;

import java.time.Duration;

/**
 * How long each part of a stop may take. A part that has no more time is given up by the part around it, so each is
 * shorter than the one that waits for it.
 */
public final class StopBudgets {

    /** Runs reach their next row and are journalled as interrupted. */
    public static final Duration RUNS = Duration.ofSeconds(5);

    /** A whole server: its runs, its connections, its stores. */
    public static final Duration SERVER = Duration.ofSeconds(7);

    /** The event loops, after the server. */
    public static final Duration EVENT_LOOPS = Duration.ofSeconds(2);

    /** The process, which whoever stopped it kills if it takes longer. */
    public static final Duration PROCESS = Duration.ofSeconds(10);

    private StopBudgets() {}
}
