package io.cellport.cli;

import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.SnapshotFile;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.option.WaitOptions;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.transfer.CellExport;
import io.cellport.cli.transfer.RunWatch;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
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
        footer = {"", "Example: cellport export --cell alice --to alice.zip"},
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

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
        Optional<String> snapshot = name.map(text -> SnapshotFile.name(text, "--name", command));
        UnitClient client = unit.client();
        RunWatch watch = wait.watch(client, output.screen());
        RunRecord end = new CellExport(client, output.screen(), watch).run(cell, snapshot, file);
        output.done(end.json(), "Exported cell %s as %s into %s".formatted(cell, PlainText.of(end.snapshot()), file));
        return ExitCode.OK;
    }
}
