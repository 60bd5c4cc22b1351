package io.cellport.cli.unit;

import java.util.stream.Stream;

/**
 * The threads in which Java's HTTP client waits for the network. The virtual machine gives those that are in native
 * code 300 ms when it ends, which is more than many a command takes, and before JDK 21 the client cannot be closed.
 * Blocks; stateless.
 */
public final class NetworkThreads {

    private static final int PATIENCE_MILLIS = 50;

    private NetworkThreads() {}

    /** Ends them; no request can be sent any more. Call it on the thread that has made the clients. */
    public static void end() {
        Thread[] found = new Thread[Thread.activeCount() + 10];
        int count = Thread.enumerate(found);
        Stream.of(found).limit(count).filter(NetworkThreads::isOne).forEach(NetworkThreads::end);
    }

    private static boolean isOne(Thread thread) {
        return thread.getName().matches("HttpClient-\\d+-SelectorManager");
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
