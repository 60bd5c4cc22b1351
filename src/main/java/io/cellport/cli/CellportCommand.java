package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.option.PathConverter;
import io.cellport.cli.option.UrlConverter;
import io.cellport.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code cellport}; without a subcommand it serves. Blocks; for one thread. */
@Command(
        name = "cellport",
        description = "Imports and exports Personium cell snapshots and tells how that stands.",
        footer = {"", "Example: cellport demo"},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class CellportCommand implements Callable<Integer> {

    private record Named(String name, Class<?> command) {}

    /** Commands that tell of all the others. */
    private static final Set<String> NEEDS_ALL = Set.of("help", "completion", "man");

    /** In the order of the help. */
    private static final List<Named> COMMANDS = List.of(
            new Named("serve", ServeCommand.class),
            new Named("token", TokenCommand.class),
            new Named("key", KeyCommand.class),
            new Named("cell", CellCommand.class),
            new Named("import", ImportCommand.class),
            new Named("export", ExportCommand.class),
            new Named("move", MoveCommand.class),
            new Named("inspect", InspectCommand.class),
            new Named("ls", LsCommand.class),
            new Named("cat", CatCommand.class),
            new Named("get", GetCommand.class),
            new Named("query", QueryCommand.class),
            new Named("status", StatusCommand.class),
            new Named("cancel", CancelCommand.class),
            new Named("runs", RunsCommand.class),
            new Named("snapshot", SnapshotCommand.class),
            new Named("verify", VerifyCommand.class),
            new Named("blobs", BlobsCommand.class),
            new Named("demo", DemoCommand.class),
            new Named("completion", CompletionCommand.class),
            new Named("man", ManCommand.class),
            new Named("help", CommandLine.HelpCommand.class));

    /** The command line with all commands, ready to execute; it exits with the codes of {@link Ending}. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The same for certain arguments: the other commands, which cost time, are left out if these name one. */
    public static CommandLine commandLine(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Named> one = NEEDS_ALL.contains(first)
                ? List.of()
                : COMMANDS.stream().filter(each -> each.name().equals(first)).toList();
        return commandLine(one.isEmpty() ? COMMANDS : one);
    }

    private static CommandLine commandLine(List<Named> commands) {
        CommandLine all = new CommandLine(new CellportCommand());
        commands.forEach(each -> all.addSubcommand(each.name(), each.command()));
        prepare(all);
        all.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Ending.table());
        return all;
    }

    private static CommandLine prepare(CommandLine command) {
        return command.registerConverter(URI.class, new UrlConverter())
                .registerConverter(Path.class, new PathConverter())
                .setParameterExceptionHandler(new BadUsage())
                .setExecutionExceptionHandler(CellportCommand::explain);
    }

    @Override
    public Integer call() {
        return prepare(new CommandLine(new ServeCommand())).execute();
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
