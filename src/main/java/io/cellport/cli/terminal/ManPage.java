package io.cellport.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in roff.
 *
 * @param command described by the page
 * @param program name and version of the program
 */
public record ManPage(CommandSpec command, String program) {

    /** The name of the page, for example {@code cellport-cell-create}. */
    public String name() {
        return command.qualifiedName("-");
    }

    /** The page itself. */
    public String text() {
        StringBuilder page = new StringBuilder();
        page.append(".TH \"%s\" \"1\" \"\" \"%s\" \"Cellport manual\"%n"
                .formatted(escaped(name().toUpperCase(Locale.ROOT)), escaped(program)));
        page.append(".SH NAME%n%s \\- %s%n".formatted(escaped(name()), summary()));
        page.append(".SH SYNOPSIS%n%s%n".formatted(escaped(synopsis())));
        page.append(".SH DESCRIPTION%n%s%n".formatted(description(command)));
        appendParameters(page);
        appendOptions(page);
        appendCommands(page);
        appendExamples(page);
        appendExitCodes(page);
        return page.toString();
    }

    /** The first sentence, which stands in the lists that {@code apropos} prints. */
    private String summary() {
        String all = String.join(" ", command.usageMessage().description());
        return escaped(all.replaceFirst("[.;] .*|\\.$", ""));
    }

    private String synopsis() {
        return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void appendParameters(StringBuilder page) {
        List<PositionalParamSpec> shown = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        page.append(shown.isEmpty() ? "" : ".SH ARGUMENTS\n");
        for (PositionalParamSpec parameter : shown) {
            page.append(".TP%n\\fI%s\\fP%n%s%n".formatted(escaped(parameter.paramLabel()), description(parameter)));
        }
    }

    private void appendOptions(StringBuilder page) {
        page.append(".SH OPTIONS\n");
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String names = String.join(", ", option.names());
                String value = option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fP" : "";
                page.append(".TP%n\\fB%s\\fP%s%n%s%n".formatted(escaped(names), value, description(option)));
            }
        }
    }

    private void appendCommands(StringBuilder page) {
        Map<String, CommandLine> below = command.subcommands();
        page.append(below.isEmpty() ? "" : ".SH COMMANDS\n");
        below.values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .forEach(sub -> page.append(
                        ".TP%n\\fB%s\\fP(1)%n%s%n".formatted(escaped(sub.qualifiedName("-")), description(sub))));
    }

    /** Each on a line of its own, as it is typed. */
    private void appendExamples(StringBuilder page) {
        List<String> examples = Stream.of(command.usageMessage().footer())
                .map(line -> line.replaceFirst("^Examples?:", "").strip())
                .filter(line -> line.startsWith("cellport "))
                .toList();
        if (!examples.isEmpty()) {
            page.append(".SH EXAMPLES\n.nf\n");
            examples.forEach(example -> page.append(escaped(example)).append('\n'));
            page.append(".fi\n");
        }
    }

    private void appendExitCodes(StringBuilder page) {
        Map<String, String> codes = command.usageMessage().exitCodeList();
        page.append(codes.isEmpty() ? "" : ".SH EXIT STATUS\n");
        codes.forEach((code, meaning) -> page.append(".TP%n%s%n%s%n".formatted(escaped(code), escaped(meaning))));
    }

    private static String description(CommandSpec described) {
        return escaped(String.join(" ", described.usageMessage().description()));
    }

    private static String description(ArgSpec argument) {
        String text = String.join(" ", argument.description());
        return escaped(text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString(true))));
    }

    /** Text as roff shows it: no line of it is a request, and a hyphen can be copied as a minus. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
