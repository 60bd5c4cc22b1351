package io.cellport.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes log lines to standard error in batches, on its own thread, so that an event loop never formats a line and
 * never waits for the reader of standard error. It holds a bounded number of lines; if there are more, they are left
 * out and their number is written. The arguments of lines must be immutable, and the layout must not contain the thread
 * or the MDC. {@code logback.xml} names this class. Safe for several threads.
 */
public final class BatchAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final int MAX_LINES = 100_000;
    private static final int MAX_BATCH_BYTES = 64 << 10;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final PrintStream out;

    /** Lines that were taken and are not written yet. Used by who writes. */
    private int inBatch;

    private Encoder<ILoggingEvent> encoder = new EchoEncoder<>();

    /** An appender that logback starts. */
    public BatchAppender() {
        this(System.err);
    }

    BatchAppender(PrintStream out) {
        this.out = out;
    }

    /** Sets the layout of lines; the default is level and message. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void start() {
        super.start();
        Thread writer = new Thread(this::writeUntilStopped, "cellport-log");
        writer.setDaemon(true);
        writer.start();
    }

    private void writeUntilStopped() {
        while (isStarted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            try {
                writeLines();
            } catch (Throwable anything) {
                // Such as a moment without memory. If this thread ended, no line would be written any more.
                leftOut.addAndGet(inBatch);
            }
        }
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (held.get() >= MAX_LINES) {
            leftOut.incrementAndGet();
            return;
        }
        held.incrementAndGet();
        lines.add(line);
    }

    private synchronized void writeLines() {
        inBatch = 0;
        ByteArrayOutputStream batch = new ByteArrayOutputStream(MAX_BATCH_BYTES);
        for (ILoggingEvent line = lines.poll(); line != null; line = lines.poll()) {
            held.decrementAndGet();
            inBatch++;
            batch.writeBytes(encoder.encode(line));
            if (batch.size() >= MAX_BATCH_BYTES) {
                write(batch);
            }
        }
        int missing = leftOut.getAndSet(0);
        if (missing > 0) {
            batch.writeBytes(("(" + missing + " lines left out)" + System.lineSeparator()).getBytes(UTF_8));
        }
        write(batch);
    }

    private void write(ByteArrayOutputStream batch) {
        out.writeBytes(batch.toByteArray());
        batch.reset();
        inBatch = 0;
    }

    /** Writes the remaining lines. */
    @Override
    public void stop() {
        if (isStarted()) {
            super.stop();
            writeLines();
        }
    }
}
