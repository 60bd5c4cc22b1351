package io.cellport;

/** Lets as many pass as it is told to. Says for certain whether somebody stands before it: a semaphore does not. */
public final class Gate {

    private long permits;

    private int waiting;

    /** A gate that lets so many pass before it holds. */
    public Gate(long permits) {
        this.permits = permits;
    }

    /** Waits for a permit and uses it up. */
    public synchronized void pass() throws InterruptedException {
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

    /** Lets so many more pass. */
    public synchronized void allow(long more) {
        permits += more;
        notifyAll();
    }

    /** Lets nothing pass any more. */
    public synchronized void close() {
        permits = 0;
    }

    /** Whether somebody waits, and will until more are allowed to pass. */
    public synchronized boolean isHolding() {
        return permits == 0 && waiting > 0;
    }
}
