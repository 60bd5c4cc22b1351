package io.cellport.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.ReadOptions;
import io.cellport.cli.terminal.EntityPrinter;
import io.cellport.cli.terminal.EntityTable;
import io.cellport.cli.terminal.JsonLines;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.ContentClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport query}: prints entities of a cell. Blocks; for one thread. */
@Command(
        name = "query",
        description = "Prints entities of a cell, as a table or as lines of JSON.",
        footer = {
            "",
            "Example: cellport query --cell alice diary/odata/Entry --filter \"mood eq 'good'\" --orderby \"day desc\"",
            "         cellport query --cell alice __ctl/Account --json"
        },
        mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {

    private static final int ROWS_AT_ONCE = 500;

    @Spec
    private CommandSpec command;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Parameters(
            paramLabel = "SET",
            description = "box, collection and type, such as diary/odata/Entry; or __ctl/Account")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String set;

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "OData filter")
    private Optional<String> filter = Optional.empty();

    @Option(names = "--orderby", paramLabel = "PROPERTIES", description = "such as \"Name desc\"")
    private Optional<String> order = Optional.empty();

    @Option(names = "--select", paramLabel = "PROPERTIES", description = "the properties to print")
    private Optional<String> select = Optional.empty();

    @Option(names = "--expand", paramLabel = "NAVIGATION", description = "related entities to print, with --json")
    private Optional<String> expand = Optional.empty();

    @Option(names = "--top", paramLabel = "N", description = "how many entities (default: 25)")
    private Optional<Integer> top = Optional.empty();

    @Option(names = "--skip", paramLabel = "N", description = "how many to pass over first")
    private int skip;

    @Option(names = "--all", description = "prints all entities, however many")
    private boolean all;

    @Option(names = "--json", description = "prints one JSON object a line instead of a table")
    private boolean json;

    @Override
    public Integer call() {
        ContentClient content = options.content();
        EntityPrinter printer = json ? new JsonLines(out()) : new EntityTable(out(), Screen.columns(), names());
        List<JsonNode> rows = rows(content, skip, all ? OptionalInt.of(ROWS_AT_ONCE) : asked());
        printer.print(rows);
        for (int from = skip + ROWS_AT_ONCE; all && rows.size() == ROWS_AT_ONCE; from += ROWS_AT_ONCE) {
            rows = rows(content, from, OptionalInt.of(ROWS_AT_ONCE));
            printer.print(rows);
        }
        return ExitCode.OK;
    }

    private OptionalInt asked() {
        return top.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private List<String> names() {
        return select.map(text -> List.of(text.split("\\s*,\\s*"))).orElse(List.of());
    }

    private List<JsonNode> rows(ContentClient content, int from, OptionalInt most) {
        Map<String, String> query = new LinkedHashMap<>();
        filter.ifPresent(text -> query.put("$filter", text));
        order.ifPresent(text -> query.put("$orderby", text));
        select.ifPresent(text -> query.put("$select", text));
        expand.ifPresent(text -> query.put("$expand", text));
        most.ifPresent(number -> query.put("$top", Integer.toString(number)));
        if (from > 0) {
            query.put("$skip", Integer.toString(from));
        }
        JsonNode results = content.query(set, query).path("d").path("results");
        List<JsonNode> rows = new ArrayList<>();
        if (results.isArray()) {
            results.forEach(rows::add);
        } else if (results.isObject()) {
            rows.add(results);
        } else {
            throw new CommandException(PlainText.of(set) + " is no set of entities");
        }
        return rows;
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
