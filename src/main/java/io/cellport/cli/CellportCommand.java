package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code cellport}; without a subcommand it serves. Blocks; for one thread. */
@Command(
        name = "cellport",
        description = "Imports and exports Personium cell snapshots and tells how that stands.",
        footer = {"", "Example: cellport demo"},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            KeyCommand.class,
            CellCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            MoveCommand.class,
            InspectCommand.class,
            LsCommand.class,
            CatCommand.class,
            GetCommand.class,
            QueryCommand.class,
            StatusCommand.class,
            CancelCommand.class,
            RunsCommand.class,
            SnapshotCommand.class,
            VerifyCommand.class,
            BlobsCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            ManCommand.class,
            CommandLine.HelpCommand.class
        })
public final class CellportCommand implements Callable<Integer> {

    /** The parsed command line, ready to execute; it exits with the codes of {@link Ending}. */
    public static CommandLine commandLine() {
        CommandLine all = prepared(new CellportCommand());
        all.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Ending.table());
        return all;
    }

    private static CommandLine prepared(Object command) {
        return new CommandLine(command)
                .registerConverter(URI.class, new UrlConverter())
                .registerConverter(Path.class, new PathConverter())
                .setParameterExceptionHandler(new BadUsage())
                .setExecutionExceptionHandler(CellportCommand::explain);
    }

    @Override
    public Integer call() {
        return prepared(new ServeCommand()).execute();
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof ConfigException) {
            command.getErr().println(failure.getMessage());
            return Ending.USAGE.code();
        }
        if (failure instanceof CommandException known) {
            command.getErr().println(known.getMessage());
            return known.ending().code();
        }
        throw failure;
    }
}
