package io.cellport.imports.importer;

import io.cellport.imports.loader.StopSignal;

/** Called often during long work: lets the run be stopped, and tells about once a second that it is alive. One thread. */
final class Heartbeat implements Runnable {

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final StopSignal stop;
    private final Runnable alive;
    private long lastTold = System.nanoTime();

    Heartbeat(StopSignal stop, Runnable alive) {
        this.stop = stop;
        this.alive = alive;
    }

    @Override
    public void run() {
        stop.check();
        long now = System.nanoTime();
        if (now - lastTold >= INTERVAL_NANOS) {
            lastTold = now;
            alive.run();
        }
    }
}
