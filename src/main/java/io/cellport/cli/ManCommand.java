package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport man}: writes the manual pages of all commands. Blocks; for one thread. */
@Command(
        name = "man",
        description = "Writes manual pages into a directory.",
        footer = {"", "Example: cellport man ./man/man1", "Then: man -M ./man cellport-import"},
        mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "directory, made if there is none")
    private Path directory;

    @Override
    public Integer call() {
        try {
            Files.createDirectories(directory);
            write(command.root());
        } catch (IOException e) {
            throw new CommandException("Manual pages cannot be written into " + directory);
        }
        return ExitCode.OK;
    }

    private void write(CommandSpec described) throws IOException {
        ManPage page = new ManPage(described, Version.text());
        Files.writeString(directory.resolve(page.name() + ".1"), page.text());
        for (CommandLine below : described.subcommands().values()) {
            write(below.getCommandSpec());
        }
    }
}
