package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.ImportWatch;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cellport status}: prints how the import into a cell stands; exits with 1 if it failed. Blocks; for one thread.
 */
@Command(name = "status", description = "Tells how the import into a cell stands.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(names = "--watch", description = "follows a running import until it ends")
    private boolean watch;

    @Override
    public Integer call() {
        UnitClient client = unit.client();
        StatusReport report = client.importStatus(cell);
        if (watch && report.isActive()) {
            report = new ImportWatch(client, Screen.standardError()).untilEnd(cell);
        }
        command.commandLine().getOut().println(report.line());
        if (report.isFailed()) {
            throw new CommandException(report.error());
        }
        return ExitCode.OK;
    }
}
