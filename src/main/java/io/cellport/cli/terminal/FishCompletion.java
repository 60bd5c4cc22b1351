package io.cellport.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what the shell fish must know to complete a command line: subcommands and flags. Stateless. */
public final class FishCompletion {

    private FishCompletion() {}

    /** The script for a command and all below it. */
    public static String script(CommandSpec root) {
        StringBuilder script = new StringBuilder("# fish completion of " + root.name() + "\n");
        append(script, root.name(), root, "");
        return script.toString();
    }

    private static void append(StringBuilder script, String program, CommandSpec command, String seen) {
        List<CommandSpec> below = command.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !sub.usageMessage().hidden())
                .toList();
        String names = below.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
        for (CommandSpec sub : below) {
            String condition = and(seen, "not __fish_seen_subcommand_from " + names);
            script.append("complete -c %s -n '%s' -f -a %s -d '%s'%n"
                    .formatted(
                            program,
                            condition,
                            sub.name(),
                            quoted(sub.usageMessage().description())));
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                script.append("complete -c %s%s%s%s -d '%s'%n"
                        .formatted(
                                program,
                                seen.isEmpty() ? "" : " -n '" + seen + "'",
                                flags(option),
                                option.arity().max() > 0 ? " -r" : "",
                                quoted(option.description())));
            }
        }
        below.forEach(sub -> append(script, program, sub, and(seen, "__fish_seen_subcommand_from " + sub.name())));
    }

    private static String and(String seen, String more) {
        return seen.isEmpty() ? more : seen + "; and " + more;
    }

    private static String flags(OptionSpec option) {
        StringBuilder flags = new StringBuilder();
        for (String name : option.names()) {
            flags.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return flags.toString();
    }

    private static String quoted(String[] description) {
        return String.join(" ", description).replace("\\", "\\\\").replace("'", "\\'");
    }
}
