package io.cellport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request and the answer that it has to get, as they stand in a file below {@code src/test/resources/wire}, whose
 * {@code README.md} describes the format.
 *
 * @param name what the pair shows
 * @param differences numbers of the deliberate differences from the reference server that the answer shows
 * @param request request line, headers, empty line, body; lines end in a line feed
 * @param answer status, headers, empty line, body
 */
record WirePair(String name, List<Integer> differences, String request, String answer) {

    private static final String TITLE = "### ";

    private static final String DIFFERS = "# differs: ";

    private static final String SEPARATOR = "---";

    /** The pairs of a file, which build on each other in their order. */
    static List<WirePair> in(Path file) {
        List<WirePair> pairs = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            List<String> pair = new ArrayList<>();
            for (String line : lines.toList()) {
                if (line.startsWith(TITLE) && !pair.isEmpty()) {
                    pairs.add(parse(pair));
                    pair.clear();
                }
                pair.add(line);
            }
            pairs.add(parse(pair));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return pairs;
    }

    private static WirePair parse(List<String> lines) {
        String name = lines.get(0).substring(TITLE.length());
        boolean differs = lines.get(1).startsWith(DIFFERS);
        int separator = lines.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new AssertionError("no " + SEPARATOR + " in: " + name);
        }
        return new WirePair(
                name,
                differs ? numbers(lines.get(1).substring(DIFFERS.length())) : List.of(),
                joined(lines.subList(differs ? 2 : 1, separator)),
                joined(lines.subList(separator + 1, lines.size())));
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .map(Integer::valueOf)
                .toList();
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines).stripTrailing();
    }

    /** The lines in front of the empty one. */
    static List<String> head(String message) {
        int end = message.indexOf("\n\n");
        return (end < 0 ? message : message.substring(0, end)).lines().toList();
    }

    /** What stands behind the empty line; empty if there is none. */
    static String body(String message) {
        int end = message.indexOf("\n\n");
        return end < 0 ? "" : message.substring(end + 2);
    }
}
