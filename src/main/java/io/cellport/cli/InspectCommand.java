package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.server.TemporaryDirectory;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.imports.inspection.Inspection;
import io.cellport.imports.inspection.SnapshotInspector;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cellport inspect}: tells what a snapshot file holds, and what would stop its import. Blocks; for one thread.
 */
@Command(
        name = "inspect",
        description = "Tells what a snapshot holds and everything that would stop its import, without a server.",
        footer = {"", "Example: cellport inspect alice.zip"},
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "the snapshot, a zip file")
    private Path file;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(command.commandLine(), "There is no file " + file);
        }
        Inspection inspection = inspect(file, config.load(Map.of()).limits(), output.screen());
        if (output.isJson()) {
            output.result(InspectionJson.of(inspection), "");
        } else {
            new InspectionReport(command.commandLine().getOut()).print(inspection);
        }
        return inspection.isSound() ? Ending.OK.code() : Ending.FAILED.code();
    }

    /** Inspects a file below a progress bar; a {@link CommandException} says why this machine could not. */
    static Inspection inspect(Path file, Limits limits, Screen screen) {
        try (TemporaryDirectory temporary = TemporaryDirectory.create("snapshot-inspection-");
                DataDirectory workspace = DataDirectory.lock(temporary.path());
                ProgressBar bar = ProgressBar.percent(screen, "Inspect")) {
            return new SnapshotInspector(limits, workspace.path())
                    .inspect(file, (bytes, of) -> bar.update(of == 0 ? 100 : bytes * 100 / of));
        } catch (IOException e) {
            throw new CommandException("The file " + file + " cannot be read");
        } catch (ApiException e) {
            throw new CommandException(e.error().text());
        } catch (StoreException e) {
            throw new CommandException("The snapshot cannot be inspected: " + FailureReason.words(e));
        }
    }
}
