package io.cellport.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.terminal.JsonLines;
import io.cellport.cli.terminal.Screen;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags for what a command prints. Blocks; for one thread. */
public final class OutputOptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "prints results as JSON, one object a line")
    private boolean isJson;

    @Option(
            names = {"-q", "--quiet"},
            description = "prints no progress and no confirmation; only results that were asked for, and errors")
    private boolean isQuiet;

    /** Where progress is shown. */
    public Screen screen() {
        return isQuiet ? Screen.silent() : Screen.standardError();
    }

    /** Whether results are printed as JSON. */
    public boolean isJson() {
        return isJson;
    }

    /** Prints what was asked for, in one of both forms. */
    public void result(JsonNode json, String text) {
        if (isJson) {
            new JsonLines(out()).print(List.of(json));
        } else {
            out().println(text);
        }
    }

    /** Prints what was done, unless nobody wants to know. */
    public void done(JsonNode json, String text) {
        if (isJson || !isQuiet) {
            result(json, text);
        }
    }

    /** The same for something that has only a name. */
    public void done(String name, String text) {
        done(named(name), text);
    }

    /** Prints whether something is damaged; with {@code --quiet} only what is. */
    public void finding(String what, Optional<String> problem) {
        if (!isQuiet || problem.isPresent()) {
            result(
                    JSON.createObjectNode().put("name", what).put("problem", problem.orElse(null)),
                    what + ": " + problem.orElse("sound"));
        }
    }

    /** Prints what only people want to know. */
    public void text(String text) {
        if (!isJson && !isQuiet) {
            out().println(text);
        }
    }

    /** Something that has only a name, as JSON. */
    public static JsonNode named(String name) {
        return JSON.createObjectNode().put("name", name);
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
