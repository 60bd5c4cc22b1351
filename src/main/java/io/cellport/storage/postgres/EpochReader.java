package io.cellport.storage.postgres;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the nodes of a cluster have changed, for all who ask at the same time: at most one read is under way, and
 * a read begins no sooner than an interval after the one before it. It reads only while somebody waits. The reads are
 * made by a thread of its own, so that nothing here blocks. Safe for several threads.
 */
public final class EpochReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EpochReader.class);

    /** How often it is looked for those who have waited too long. */
    private static final Duration TICK = EpochWaiters.PATIENCE.dividedBy(10);

    private final EpochSource source;
    private final Duration interval;
    private final EpochWaiters waiters;
    private final Thread thread = new Thread(this::readUntilClosed, "cellport-epoch");
    private final Executor nextTick =
            CompletableFuture.delayedExecutor(TICK.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    private final AtomicBoolean ticking = new AtomicBoolean();
    /** Used by the thread only. */
    private boolean wasReadable = true;

    /** When the last read that succeeded was sent; until then, a time before all questions. */
    private volatile long readAt = System.nanoTime();

    private volatile boolean idle;
    private volatile boolean closed;

    private EpochReader(EpochSource source, Duration interval, EpochWaiters waiters) {
        this.source = source;
        this.interval = interval;
        this.waiters = waiters;
    }

    /** Starts the thread. */
    public static EpochReader start(EpochSource source, Duration interval) {
        return start(source, interval, new EpochWaiters(System::nanoTime));
    }

    /** The same for those who go by another clock when they have waited too long. */
    static EpochReader start(EpochSource source, Duration interval, EpochWaiters waiters) {
        EpochReader reader = new EpochReader(source, interval, waiters);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /**
     * Waits for a read that is sent after this call. When the future completes, whatever was committed before the call
     * is known.
     *
     * @return completes on the context of the caller; fails with {@code PR503-SV-0002} if the read fails, if it takes
     *     longer than {@link EpochWaiters#PATIENCE}, and after {@link #close}
     */
    public Future<Void> fresh() {
        Future<Void> read = waiters.add();
        tick();
        if (idle) {
            LockSupport.unpark(thread);
        }
        return read;
    }

    /**
     * Whether a read that was sent after this time has returned, so that whatever was committed before is known. Only
     * the order of both times counts.
     *
     * @param time by {@link System#nanoTime}
     */
    public boolean isReadSince(long time) {
        return readAt - time > 0;
    }

    private void tick() {
        if (ticking.compareAndSet(false, true)) {
            nextTick.execute(() -> {
                waiters.expire();
                ticking.set(false);
                if (!waiters.isEmpty()) {
                    tick();
                }
            });
        }
    }

    private void readUntilClosed() {
        while (awaitWaiters()) {
            long begun = System.nanoTime();
            try {
                read();
            } catch (Throwable untold) {
                // Those who wait give up in time. If this thread ended, nobody would be told a status any more.
                wasReadable = false;
            }
            pause(begun);
        }
    }

    private boolean awaitWaiters() {
        idle = true;
        while (waiters.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
        return !closed;
    }

    private void read() {
        long number = waiters.sending();
        long sentAt = System.nanoTime();
        try {
            source.read();
            readAt = sentAt;
            waiters.answer(number);
            tell(true, null);
        } catch (Throwable anything) {
            waiters.fail(number);
            tell(false, anything);
        }
    }

    private void tell(boolean isReadable, @Nullable Throwable failure) {
        if (closed) {
            // What is closed while it reads has failed for no other reason.
            return;
        }
        if (wasReadable && !isReadable) {
            LOG.warn("the database cannot be read: no status can be told", failure);
        } else if (isReadable && !wasReadable) {
            LOG.info("the database can be read again");
        }
        wasReadable = isReadable;
    }

    private void pause(long begun) {
        long left = interval.toNanos();
        while (left > 0 && !closed) {
            LockSupport.parkNanos(this, left);
            left = begun + interval.toNanos() - System.nanoTime();
        }
    }

    /** Fails all who wait, and does not wait for a read that is under way. */
    @Override
    public void close() {
        closed = true;
        waiters.close();
        LockSupport.unpark(thread);
    }
}
