package io.cellport.cli.server;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server in order: when the process receives SIGTERM or Ctrl-C, and then it exits with 0; or when this hook is
 * closed before. The server is stopped only once. Blocks; for one thread.
 */
public final class StopHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);

    private final Runnable stop;

    private final Thread thread = new Thread(this::stopAndExit, "cellport-stop");

    private StopHook(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Installs a hook.
     *
     * @param stop called once; if it throws, the process ends as it would without the hook
     */
    public static StopHook install(Runnable stop) {
        StopHook hook = new StopHook(stop);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** Waits until the process ends. */
    public void await() throws InterruptedException {
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
        // Otherwise a process that a signal stopped would exit with the signal's number.
        Runtime.getRuntime().halt(0);
    }
}
