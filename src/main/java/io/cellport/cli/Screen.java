package io.cellport.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where progress is shown.
 *
 * @param out receives the bars
 * @param terminal whether a line can be drawn again; false for a file or a pipe
 * @param width columns of a line
 * @param nanoTime a clock that only goes forward
 */
record Screen(PrintStream out, boolean terminal, int width, LongSupplier nanoTime) {

    private static final int DEFAULT_WIDTH = 80;

    /** Standard error, so that standard output holds nothing but results. */
    static Screen standardError() {
        return new Screen(System.err, console().isPresent(), columns(), System::nanoTime);
    }

    /** The terminal that a person sits at, if there is one. */
    static Optional<Console> console() {
        // From JDK 22 on the default console exists without a terminal too; this one does not.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console());
    }

    private static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }
}
