package io.cellport.cli;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server in order, either when the process is told to stop (SIGTERM, Ctrl-C), which then exits with 0, or when
 * this is closed before. The work is done once.
 */
final class StopHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);

    private final Runnable stop;

    private final Thread thread = new Thread(this::stopAndExit, "cellport-stop");

    private StopHook(Runnable stop) {
        this.stop = stop;
    }

    /** From now on {@code stop} will be run; if it throws, the process ends as if there were no hook. */
    static StopHook install(Runnable stop) {
        StopHook hook = new StopHook(stop);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** Blocks until the process ends. */
    void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        boolean mine;
        try {
            mine = Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException theHookIsRunning) {
            mine = false;
        }
        if (mine) {
            stop.run();
        }
    }

    private void stopAndExit() {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.error("The server did not stop in order", e);
            return;
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.stop();
        }
        // Without this a process that was stopped by a signal would exit with the signal's number.
        Runtime.getRuntime().halt(0);
    }
}
