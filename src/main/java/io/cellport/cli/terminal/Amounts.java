package io.cellport.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Formats bytes and times for people. Stateless. */
public final class Amounts {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Amounts() {}

    /** For example {@code 999 B} or {@code 1.7 MB}; units of 1000. */
    public static String bytes(long bytes) {
        double amount = (double) bytes;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }

    /** For example {@code 0:07} or {@code 1:02:03}. */
    public static String time(Duration time) {
        long hours = time.toHours();
        return hours == 0
                ? "%d:%02d".formatted(time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d:%02d".formatted(hours, time.toMinutesPart(), time.toSecondsPart());
    }
}
