package io.cellport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One execution of the command line in this process, one at a time.
 *
 * @param exitCode what the process would exit with
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Execution(int exitCode, String out, String err) {

    public static Execution of(String... arguments) {
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        // Not that of the command line alone, because progress bars go there directly.
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int exitCode = CellportCommand.commandLine(arguments)
                    .setOut(new PrintWriter(out, true))
                    .execute(arguments);
            return new Execution(exitCode, out.toString(), err.toString(UTF_8));
        } finally {
            System.setErr(usual);
        }
    }
}
