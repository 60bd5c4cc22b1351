package io.cellport.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport cell}: the cells of a running server. */
@Command(name = "cell", description = "Creates, lists or deletes cells.", mixinStandardHelpOptions = true)
final class CellCommand {

    @Spec
    private CommandSpec command;

    @Command(name = "create", description = "Creates an empty cell.", mixinStandardHelpOptions = true)
    void create(@Mixin UnitOptions unit, @Parameters(paramLabel = "NAME") String name) {
        unit.client().createCell(name);
        out().println("Created cell " + name);
    }

    @Command(name = "list", description = "Prints the names of all cells.", mixinStandardHelpOptions = true)
    void list(@Mixin UnitOptions unit) {
        unit.client().cellNames().forEach(out()::println);
    }

    @Command(name = "delete", description = "Deletes a cell and all that it holds.", mixinStandardHelpOptions = true)
    void delete(@Mixin UnitOptions unit, @Parameters(paramLabel = "NAME") String name) {
        unit.client().deleteCell(name);
        out().println("Deleted cell " + name);
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
