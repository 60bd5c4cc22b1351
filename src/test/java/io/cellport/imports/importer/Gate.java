package io.cellport.imports.importer;

/** Lets as many pass as it is told to. Says for certain whether somebody stands before it: a semaphore does not. */
final class Gate {

    private long permits;

    private int waiting;

    Gate(long permits) {
        this.permits = permits;
    }

    /** Waits for a permit and uses it up. */
    synchronized void pass() throws InterruptedException {
        waiting++;
        try {
            while (permits == 0) {
                wait();
            }
            permits--;
        } finally {
            waiting--;
        }
    }

    synchronized void allow(long more) {
        permits += more;
        notifyAll();
    }

    /** Lets nothing pass any more. */
    synchronized void close() {
        permits = 0;
    }

    /** Whether somebody waits, and will until more are allowed to pass. */
    synchronized boolean isHolding() {
        return permits == 0 && waiting > 0;
    }
}
