package io.cellport.document;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command of a document, with what it prints.
 *
 * @param command as it is typed behind {@code $}
 * @param expected lines below it; {@code […]} stands for what is left out
 */
record Transcript(String command, List<String> expected) {

    private static final Pattern COMMAND = Pattern.compile("^\\$ ", Pattern.MULTILINE);

    private static final String LEFT_OUT = "[…]";

    /** All commands of a block. */
    static List<Transcript> of(String block) {
        return COMMAND.splitAsStream(block)
                .filter(part -> !part.isBlank())
                .map(part -> one(part.replace("\\\n", " ").lines().toList()))
                .toList();
    }

    private static Transcript one(List<String> lines) {
        return new Transcript(lines.get(0), lines.subList(1, lines.size()));
    }

    /** What is printed must match this; blank lines at the end do not count. */
    Pattern printed() {
        String lines = expected.stream().map(Transcript::line).collect(Collectors.joining());
        return Pattern.compile(lines.stripTrailing() + "\\s*");
    }

    private static String line(String line) {
        return line.equals(LEFT_OUT)
                ? "(?s:.*?)"
                : Stream.of(line.split(Pattern.quote(LEFT_OUT), -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*"))
                        + "\\n?";
    }
}
