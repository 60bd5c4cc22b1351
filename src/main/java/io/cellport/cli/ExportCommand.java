package io.cellport.cli;

import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.CellExport;
import io.cellport.snapshot.area.SnapshotName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cellport export}: exports a cell of a running server into a snapshot file. Blocks; for one thread. */
@Command(
        name = "export",
        description = "Exports a cell and downloads the snapshot, which also stays in the cell's snapshot area.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell to export")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "the snapshot, a zip file; must not exist")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what the server shall call the snapshot (default: the cell's name and the time)")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw new ParameterException(command.commandLine(), "There is already a file " + file);
        }
        if (name.isPresent() && SnapshotName.of(name.get()).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "\"%s\" cannot be a snapshot's name: --name takes 1 to 192 of A-Z a-z 0-9 - _"
                            .formatted(name.get()));
        }
        String snapshot = new CellExport(unit.client(), Screen.standardError()).run(cell, name, file);
        command.commandLine().getOut().printf("Exported cell %s as %s into %s%n", cell, snapshot, file);
        return ExitCode.OK;
    }
}
