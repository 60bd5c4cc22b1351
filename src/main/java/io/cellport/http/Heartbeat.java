package io.cellport.http;

import java.util.concurrent.CancellationException;

/** Ends long work for an exchange that has ended: the client is gone. Safe for several threads. */
public final class Heartbeat implements Runnable {

    private volatile boolean ended;

    /** To be created on the event loop of the exchange. */
    public Heartbeat(Exchange exchange) {
        exchange.onEnd(() -> ended = true);
    }

    /** Throws as soon as the exchange has ended. */
    @Override
    public void run() {
        if (ended) {
            throw new CancellationException("the client is gone");
        }
    }
}
