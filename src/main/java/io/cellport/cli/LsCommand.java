package io.cellport.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.option.ReadOptions;
import io.cellport.cli.terminal.JsonLines;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.unit.ContentClient;
import io.cellport.cli.unit.ContentMember;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport ls}: lists what is in a cell. Blocks; for one thread. */
@Command(
        name = "ls",
        description = "Lists the boxes of a cell, or what is in a box or collection.",
        footer = {"", "Example: cellport ls --cell alice -l photos/2026"},
        mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec command;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            defaultValue = "",
            description = "box and names, such as photos/2026; \"__\" is the main box (default: the boxes)")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String path;

    @Option(names = "-l", description = "with size, time of the last change and type")
    private boolean isLong;

    @Option(names = "--json", description = "prints one JSON object a line")
    private boolean isJson;

    @Override
    public Integer call() {
        ContentClient content = options.content();
        if (path.isEmpty()) {
            content.boxes(this::print);
        } else {
            list(content);
        }
        return ExitCode.OK;
    }

    private void list(ContentClient content) {
        ContentMember asked = content.at(path);
        if (asked.isFile()) {
            print(asked);
        } else {
            content.members(path, this::print);
        }
    }

    private void print(ContentMember member) {
        Consumer<ContentMember> form = isJson ? this::printJson : isLong ? this::printLong : this::printName;
        form.accept(member);
    }

    private void printName(ContentMember member) {
        out().println(shownName(member));
    }

    private void printLong(ContentMember member) {
        String size = member.isFile() ? Long.toString(member.size()) : "-";
        out().printf(
                        "%14s  %-29s  %-10s  %s%n",
                        size, PlainText.of(member.modified()), word(member), shownName(member));
    }

    private void printJson(ContentMember member) {
        JsonNode row = JSON.createObjectNode()
                .put("name", member.name())
                .put("type", word(member))
                .put("size", member.size())
                .put("modified", member.modified());
        new JsonLines(out()).print(List.of(row));
    }

    private static String shownName(ContentMember member) {
        return PlainText.of(member.name()) + (member.isFile() ? "" : "/");
    }

    private static String word(ContentMember member) {
        return member.kind().name().toLowerCase(Locale.ROOT);
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
