package io.cellport.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport runs}: prints records of imports or exports. Blocks; for one thread. */
@Command(
        name = "runs",
        description = "Prints the records of a cell's imports, the newest first, or all that one of them says.",
        footer = {"", "Examples: cellport runs --cell alice --limit 5", "          cellport runs --cell alice --exports"
        },
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--exports", description = "exports instead of imports")
    private boolean isOfExports;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "the id of one record (default: all)")
    private Optional<String> id = Optional.empty();

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(command.commandLine(), "--limit must be from 1 to " + MOST);
        }
        UnitClient client = unit.client();
        if (id.isPresent()) {
            RunRecord run =
                    client.run(isOfExports ? client.exportRecord(cell, id.get()) : client.importRecord(cell, id.get()));
            output.result(run.json(), whole(run));
            return ExitCode.OK;
        }
        List<RunRecord> runs = isOfExports ? client.exports(cell, limit) : client.imports(cell, limit);
        runs.forEach(run -> output.result(run.json(), line(run)));
        return ExitCode.OK;
    }

    private static String line(RunRecord run) {
        String remark = run.isDryRun() ? "dry run  " : "";
        return PlainText.of("%s  %s  %-11s %3d%%  %s  %s%s"
                .formatted(
                        run.id(), run.acceptedAt(), run.state(), run.percent(), run.snapshot(), remark, run.failure())
                .strip());
    }

    /** All that the record says, and says something in. */
    private static String whole(RunRecord run) {
        return run.json().properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> "%-20s %s".formatted(field.getKey(), text(field, run)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(Map.Entry<String, JsonNode> field, RunRecord run) {
        JsonNode value = field.getValue();
        return field.getKey().equals("error")
                ? run.failure()
                : PlainText.of(value.isTextual() ? value.asText() : value.toString());
    }
}
