package io.cellport;

import io.cellport.cli.CellportCommand;
import io.cellport.cli.unit.NetworkThreads;
import io.cellport.config.ConfigException;
import io.cellport.config.LogSettings;
import org.jspecify.annotations.NullMarked;
import picocli.CommandLine.ExitCode;

/** Executes the command line and exits with its code. Blocks; stateless. */
@NullMarked
public final class Main {

    /** Whether Vert.x encodes headers once that many responses share. */
    private static final String SHARED_HEADERS = "vertx.cacheImmutableHttpResponseHeaders";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            LogSettings.apply(System.getenv(), arguments.length == 0 || arguments[0].equals("serve"));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.USAGE);
        }
        LogSettings.chooseFile();
        System.setProperty(SHARED_HEADERS, System.getProperty(SHARED_HEADERS, "true"));
        int exitCode = CellportCommand.commandLine(arguments).execute(arguments);
        NetworkThreads.end();
        System.exit(exitCode);
    }
}
