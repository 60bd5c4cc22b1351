package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.option.WaitOptions;
import io.cellport.cli.transfer.RunWatch;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.StatusReport;
import io.cellport.cli.unit.UnitClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cellport status}: prints how the import into a cell stands; exits with 1 if it failed. Blocks; for one thread.
 */
@Command(
        name = "status",
        description = "Tells how the import into a cell stands; exits with 1 if it failed.",
        footer = {"", "Example: cellport status --cell alice --watch"},
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    /** A cell may have had some dry runs since the import that decides its status. */
    private static final int LATEST = 50;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(names = "--watch", description = "follows a running import until it ends, also if the server restarts")
    private boolean watch;

    @Override
    public Integer call() {
        UnitClient client = unit.client();
        StatusReport report = client.importStatus(cell);
        if (watch && report.isActive()) {
            RunWatch end = wait.watch(client, output.screen());
            latest(client, RunRecord::isActive)
                    .ifPresent(run -> end.untilEnd(RunWatch.Kind.IMPORT, cell, client.importRecord(cell, run.id())));
            report = client.importStatus(cell);
        }
        output.result(report.json(), report.line());
        if (report.isFailed()) {
            throw new CommandException(
                    latest(client, RunRecord::isFailed).map(RunRecord::failure).orElse(report.error()));
        }
        return ExitCode.OK;
    }

    /** Only the record knows the entry and line of a failure, the rate and the expected end. */
    private Optional<RunRecord> latest(UnitClient client, Predicate<RunRecord> wanted) {
        return client.imports(cell, LATEST).stream()
                .filter(run -> !run.isDryRun())
                .filter(wanted)
                .findFirst();
    }
}
