package io.cellport.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;

/**
 * A progress bar. On a terminal it redraws one line; elsewhere it prints a line after each tenth. Closing prints the
 * last state and ends the line. Safe for several threads.
 */
public final class ProgressBar implements AutoCloseable {

    private static final long REDRAW_NANOS = Duration.ofMillis(50).toNanos();

    private static final int WIDEST_BAR = 40;

    private static final int NARROWEST_BAR = 5;

    private final Screen screen;

    private final String label;

    private final long total;

    private final boolean countsBytes;

    private long started;

    private long done;

    private String more = "";

    private long drawnAt;

    private int drawnPercent = -1;

    private int drawnLength;

    private boolean closed;

    /** A bar that counts bytes up to a known total. */
    public static ProgressBar bytes(Screen screen, String label, long total) {
        return new ProgressBar(screen, label, total, true);
    }

    /** A bar that counts whole percents. */
    public static ProgressBar percent(Screen screen, String label) {
        return new ProgressBar(screen, label, 100, false);
    }

    private ProgressBar(Screen screen, String label, long total, boolean countsBytes) {
        this.screen = screen;
        this.label = label;
        this.total = total;
        this.countsBytes = countsBytes;
        started = screen.nanoTime().getAsLong();
    }

    /** Says how long this has been going on; without it, the time is that since the bar was made. */
    public synchronized void since(Duration elapsed) {
        started = screen.nanoTime().getAsLong() - elapsed.toNanos();
    }

    /** Prints a line of its own above the bar. */
    public synchronized void note(String text) {
        if (screen.terminal()) {
            screen.out().print('\r' + text + " ".repeat(Math.max(0, drawnLength - text.length())));
            drawnLength = 0;
        } else {
            screen.out().print(text);
        }
        screen.out().println();
    }

    /**
     * The same with something to say.
     *
     * @param tellMore stands behind the percentage; empty for nothing
     */
    public synchronized void update(long nowDone, String tellMore) {
        more = tellMore;
        update(nowDone);
    }

    /**
     * Draws the bar again, if it is time for that.
     *
     * @param nowDone how much is done in all, not since the last call
     */
    public synchronized void update(long nowDone) {
        if (closed) {
            return;
        }
        done = nowDone;
        long now = screen.nanoTime().getAsLong();
        boolean due = screen.terminal()
                ? drawnPercent < 0 || now - drawnAt >= REDRAW_NANOS
                : percent() / 10 > Math.max(drawnPercent, 0) / 10;
        if (due) {
            draw(now);
        }
    }

    /** Prints the last state; later calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (screen.terminal() || percent() != drawnPercent) {
            draw(screen.nanoTime().getAsLong());
        }
        if (screen.terminal()) {
            screen.out().println();
        }
    }

    private int percent() {
        return total == 0 ? 100 : (int) (Math.min(done, total) * 100.0 / total);
    }

    private void draw(long now) {
        drawnAt = now;
        drawnPercent = percent();
        String line = line(Duration.ofNanos(now - started));
        PrintStream out = screen.out();
        if (screen.terminal()) {
            out.print('\r' + line + " ".repeat(Math.max(0, drawnLength - line.length())));
            out.flush();
            drawnLength = line.length();
        } else {
            out.println(line);
        }
    }

    private String line(Duration elapsed) {
        String start = "%-7s %3d%%".formatted(label, drawnPercent);
        String end = (countsBytes ? "  " + amount(elapsed) : "") + (more.isEmpty() ? "" : "  " + more) + "  "
                + Amounts.time(elapsed);
        if (!screen.terminal()) {
            return start + end;
        }
        // The last column stays free: some terminals wrap when it is written.
        int room = Math.min(WIDEST_BAR, screen.width() - 1 - start.length() - end.length() - " []".length());
        String line = room < NARROWEST_BAR ? start + end : start + " [" + bar(room) + "]" + end;
        return line.substring(0, Math.min(line.length(), screen.width() - 1));
    }

    private String bar(int width) {
        int filled = width * drawnPercent / 100;
        return "#".repeat(filled) + "-".repeat(width - filled);
    }

    private String amount(Duration elapsed) {
        double seconds = Math.max(elapsed.toNanos() / 1e9, 1e-3);
        return "%s of %s  %s/s"
                .formatted(Amounts.bytes(done), Amounts.bytes(total), Amounts.bytes((long) (done / seconds)));
    }
}
