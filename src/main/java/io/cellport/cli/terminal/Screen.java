package io.cellport.cli.terminal;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The output for progress bars.
 *
 * @param out where bars are printed
 * @param terminal whether a line can be redrawn; false for a file or a pipe
 * @param width columns of a line
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record Screen(PrintStream out, boolean terminal, int width, LongSupplier nanoTime) {

    private static final int DEFAULT_WIDTH = 80;

    /** Standard error, so that standard output contains only results. */
    public static Screen standardError() {
        return new Screen(System.err, isTerminal(), columns(), System::nanoTime);
    }

    /** Shows nothing. */
    public static Screen silent() {
        return new Screen(new PrintStream(OutputStream.nullOutputStream()), false, DEFAULT_WIDTH, System::nanoTime);
    }

    /** The start script knows what standard error is; Java only knows whether there is a terminal at all. */
    private static boolean isTerminal() {
        String known = System.getProperty("cellport.terminal");
        return known == null
                ? console().isPresent() && !"dumb".equals(System.getenv("TERM"))
                : Boolean.parseBoolean(known);
    }

    /** The user's terminal, if there is one. */
    static Optional<Console> console() {
        // From JDK 22 on the default console exists without a terminal too; this one does not.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console());
    }

    /** Columns of a line of the terminal. */
    public static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }
}
