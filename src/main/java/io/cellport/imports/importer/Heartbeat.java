package io.cellport.imports.importer;

import io.cellport.imports.loader.StopSignal;

/**
 * Call it often during long work: it ends the work when the run is to stop, and reports about once a second that the
 * run is alive. For one thread.
 */
final class Heartbeat implements Runnable {

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final StopSignal stop;
    private final Runnable alive;
    private long lastReported = System.nanoTime();

    Heartbeat(StopSignal stop, Runnable alive) {
        this.stop = stop;
        this.alive = alive;
    }

    @Override
    public void run() {
        stop.check();
        long now = System.nanoTime();
        if (now - lastReported >= INTERVAL_NANOS) {
            lastReported = now;
            alive.run();
        }
    }
}
