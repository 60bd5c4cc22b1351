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

    private Main() {}

    public static void main(String[] arguments) {
        try {
            LogSettings.apply(System.getenv(), arguments.length == 0 || arguments[0].equals("serve"));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.USAGE);
        }
        LogSettings.chooseFile();
        int exitCode = CellportCommand.commandLine(arguments).execute(arguments);
        NetworkThreads.end();
        System.exit(exitCode);
    }
}
