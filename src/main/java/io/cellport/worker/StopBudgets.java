package io.cellport.worker;

import java.time.Duration;

/**
 * How long each part of a stop may take. Parts stop one after the other, and a whole has more time than its parts
 * together. So nothing is given up while it is still within its own time. Stateless.
 */
public final class StopBudgets {

    /** Open requests are answered, held polls first. */
    public static final Duration REQUESTS = Duration.ofSeconds(1);

    /** Runs reach their next row and are journalled as interrupted. */
    public static final Duration RUNS = Duration.ofSeconds(4);

    /** The calls of a pool finish; pools that close at the same time share this time. */
    public static final Duration POOL = Duration.ofMillis(700);

    /** A whole server: its requests, its runs, its pools, its stores. */
    public static final Duration SERVER = Duration.ofMillis(7_500);

    /** The event loops, after the server. */
    public static final Duration EVENT_LOOPS = Duration.ofMillis(1_500);

    /** The process; service managers kill it if it takes longer. */
    public static final Duration PROCESS = Duration.ofSeconds(10);

    private StopBudgets() {}
}
