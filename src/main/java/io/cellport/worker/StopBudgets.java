package io.cellport.worker;

import java.time.Duration;

/**
 * How long each part of a stop may take. Parts stop one after the other, and what they take together is shorter than what the
 * part around them has, so that nothing is given up that is still within its time.
 */
public final class StopBudgets {

    /** Requests under way are answered, held polls first. */
    public static final Duration REQUESTS = Duration.ofSeconds(1);

    /** Runs reach their next row and are journalled as interrupted. */
    public static final Duration RUNS = Duration.ofSeconds(4);

    /** The calls of a pool finish; pools that close together have this once. */
    public static final Duration POOL = Duration.ofMillis(700);

    /** A whole server: its requests, its runs, its pools, its stores. */
    public static final Duration SERVER = Duration.ofMillis(7_500);

    /** The event loops, after the server. */
    public static final Duration EVENT_LOOPS = Duration.ofMillis(1_500);

    /** The process, which whoever stopped it kills if it takes longer. */
    public static final Duration PROCESS = Duration.ofSeconds(10);

    private StopBudgets() {}
}
