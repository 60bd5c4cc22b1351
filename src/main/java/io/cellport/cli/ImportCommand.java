package io.cellport.cli;

import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.SnapshotFile;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.option.WaitOptions;
import io.cellport.cli.transfer.RunWatch;
import io.cellport.cli.transfer.SnapshotImport;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport import}: imports a snapshot file into a cell of a running server. Blocks; for one thread. */
@Command(
        name = "import",
        description = "Uploads a snapshot to a cell and imports it; the cell must exist.",
        footer = {
            "",
            "Examples: cellport import alice.zip --cell alice",
            "          cellport import alice.zip --cell alice --dry-run"
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

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

    @Option(names = "--dry-run", description = "does everything but change the cell")
    private boolean isDryRun;

    @Option(names = "--detach", description = "does not wait for the end of the import")
    private boolean isDetached;

    @Override
    public Integer call() {
        SnapshotFile.require(file, command);
        String snapshot = SnapshotFile.name(name, file, command);
        UnitClient client = unit.client();
        RunWatch watch = wait.watch(client, output.screen());
        Supplier<RunRecord> record = new SnapshotImport(client, output.screen()).start(file, cell, snapshot, isDryRun);
        if (isDetached) {
            RunRecord begun = record.get();
            output.done(
                    begun.json(),
                    begun.id().isEmpty()
                            ? "Started the import of %s; \"%s\" tells how it stands"
                                    .formatted(snapshot, client.command("status --cell " + cell))
                            : "Started import %s of %s; \"%s\" tells how it stands"
                                    .formatted(
                                            begun.id(),
                                            snapshot,
                                            client.command("runs --cell " + cell + ' ' + begun.id())));
            return ExitCode.OK;
        }
        RunRecord end = watch.untilEnd(RunWatch.Kind.IMPORT, cell, record);
        if (output.isJson()) {
            output.result(end.json(), "");
        }
        SnapshotImport.requireCompleted(end);
        if (!output.isJson()) {
            output.done(end.json(), done(snapshot));
        }
        return ExitCode.OK;
    }

    private String done(String snapshot) {
        return isDryRun
                ? "%s can be imported into cell %s, which was not changed".formatted(snapshot, cell)
                : "Imported %s into cell %s".formatted(snapshot, cell);
    }
}
