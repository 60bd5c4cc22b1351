package io.cellport.http.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections may be open at a time, on all event loops together. They are fewer than the files that the
 * process may open, so that imports, databases and uploads always get theirs. Safe for several threads.
 */
public final class ConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    /** Files for the program itself, its databases, and running imports. */
    private static final long RESERVE = 100;

    private static final long FEWEST = 16;

    private final int most;

    private final AtomicInteger open = new AtomicInteger();

    /** @param most the most connections; 0 derives the number from the process's limit of open files */
    public ConnectionLimit(int most) {
        int derived = below(openFilesAllowed());
        this.most = most == 0 ? derived : most;
        if (this.most > derived) {
            LOG.warn("http.maxConnections is {}, but the limit of open files leaves room for {}", most, derived);
        }
    }

    private static long openFilesAllowed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Leaves a quarter for the files that requests open: uploads, downloads, contents of cells. */
    static int below(long files) {
        return (int) Math.min(Math.max((files - RESERVE) / 4 * 3, FEWEST), Integer.MAX_VALUE);
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    int most() {
        return most;
    }

    /** Counts a connection that was opened; false if it is one too many. Even then it counts until it is closed. */
    boolean opened() {
        return open.incrementAndGet() <= most;
    }

    /** Counts a connection that was closed. */
    void closed() {
        open.decrementAndGet();
    }
}
