package io.cellport.cli;

import static io.cellport.cell.CellName.HOST_RULE;
import static io.cellport.cell.CellName.PATH_RULE;

import io.cellport.cell.CellName;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.terminal.Question;
import io.cellport.cli.unit.UnitException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport cell}: manages the cells of a running server. Blocks; for one thread. */
@Command(
        name = "cell",
        description = "Creates, lists or deletes cells.",
        footer = {"", "Example: cellport cell create alice"},
        mixinStandardHelpOptions = true)
final class CellCommand {

    private static final String BAD_NAME = "PR400-OD-0006";

    @Spec
    private CommandSpec command;

    @Command(
            name = "create",
            description = "Creates an empty cell.",
            footer = {
                "",
                "A cell's name has " + PATH_RULE + "; if cells are host names it has",
                HOST_RULE + ".",
                "",
                "Example: cellport cell create alice"
            },
            mixinStandardHelpOptions = true)
    void create(@Mixin UnitOptions unit, @Mixin OutputOptions output, @Parameters(paramLabel = "NAME") String name) {
        if (CellName.parse(name).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "\"%s\" cannot be a cell: its name has %s".formatted(name, CellName.PATH_RULE));
        }
        try {
            unit.client().createCell(name);
        } catch (UnitException refused) {
            throw refused.isFor(BAD_NAME)
                    ? new CommandException("%s A cell's name has %s".formatted(refused.getMessage(), HOST_RULE))
                    : refused;
        }
        output.done(name, "Created cell " + name);
    }

    @Command(
            name = "list",
            description = "Prints the names of all cells.",
            footer = {"", "Example: cellport cell list"},
            mixinStandardHelpOptions = true)
    void list(@Mixin UnitOptions unit, @Mixin OutputOptions output) {
        unit.client().cellNames().forEach(name -> output.result(OutputOptions.named(name), PlainText.of(name)));
    }

    @Command(
            name = "delete",
            description =
                    "Deletes a cell with all that it holds. On a terminal it asks first; elsewhere it deletes only an"
                            + " empty cell, unless --yes is given.",
            footer = {"", "Example: cellport cell delete alice --yes"},
            mixinStandardHelpOptions = true)
    void delete(
            @Mixin UnitOptions unit,
            @Mixin OutputOptions output,
            @Option(
                            names = {"--yes", "-y", "--recursive"},
                            description = "delete it without asking, whatever it holds")
                    boolean recursive,
            @Parameters(paramLabel = "NAME") String name) {
        new CellDeletion(unit.client(), Question.onTerminal()).run(name, recursive);
        output.done(name, "Deleted cell " + name);
    }
}
