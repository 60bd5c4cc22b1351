package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/** The command {@code cellport}; without a subcommand it serves. Blocks; for one thread. */
@Command(
        name = "cellport",
        description = "Imports and exports Personium cell snapshots and tells how that stands.",
        mixinStandardHelpOptions = true,
        versionProvider = CellportCommand.Version.class,
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            KeyCommand.class,
            CellCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            LsCommand.class,
            CatCommand.class,
            GetCommand.class,
            QueryCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            BlobsCommand.class,
            DemoCommand.class
        })
public final class CellportCommand implements Callable<Integer> {

    /** The parsed command line, ready to execute: 0 is success, 1 a failure, 2 bad usage or configuration. */
    public static CommandLine commandLine() {
        return new CommandLine(new CellportCommand()).setExecutionExceptionHandler(CellportCommand::explain);
    }

    @Override
    public Integer call() {
        return new CommandLine(new ServeCommand())
                .setExecutionExceptionHandler(CellportCommand::explain)
                .execute();
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof ConfigException) {
            command.getErr().println(failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof CommandException) {
            command.getErr().println(failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CellportCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Cellport " + (version == null ? "(not packaged)" : version)};
        }
    }
}
