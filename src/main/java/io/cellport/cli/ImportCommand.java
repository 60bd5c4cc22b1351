package io.cellport.cli;

import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.SnapshotImport;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport import}: imports a snapshot file into a cell of a running server. Blocks; for one thread. */
@Command(
        name = "import",
        description = "Uploads a snapshot to a cell and imports it; the cell must exist.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Parameters(paramLabel = "FILE", description = "the snapshot, a zip file")
    private Path file;

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell to import into")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what the server shall call the snapshot (default: the file's name without .zip)")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(command.commandLine(), "There is no file " + file);
        }
        String snapshot = snapshotName();
        new SnapshotImport(unit.client(), Screen.standardError()).run(file, cell, snapshot);
        command.commandLine().getOut().printf("Imported %s into cell %s%n", snapshot, cell);
        return ExitCode.OK;
    }

    private String snapshotName() {
        String candidate = name.orElseGet(() -> file.getFileName().toString().replaceFirst("\\.zip$", ""));
        if (SnapshotName.of(candidate).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "\"%s\" cannot be a snapshot's name: --name takes 1 to 192 of A-Z a-z 0-9 - _"
                            .formatted(candidate));
        }
        return candidate;
    }
}
