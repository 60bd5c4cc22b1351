package io.cellport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recorded readings that are not answered as recorded: on purpose, by {@code differs.txt}, or because what answers
 * them is not built, by {@code not-yet.txt}. Both have a heading for each file of recordings and a line for each pair.
 *
 * @param differing by {@link #key} of the pair
 * @param notYet keys of pairs
 */
record ReadTables(Map<String, Difference> differing, List<String> notYet) {

    private static final String HEADING = "## ";

    private static final String COMMENT = "# ";

    /**
     * What is answered instead.
     *
     * @param number of the difference in {@code docs/differences.md}
     */
    record Difference(int number, int status) {}

    static ReadTables in(Path directory) {
        Map<String, Difference> differing = new HashMap<>();
        for (String line : keyed(directory.resolve("differs.txt"))) {
            String[] words = line.split(" ", 4);
            differing.put(
                    words[0] + " " + words[3], new Difference(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
        return new ReadTables(Map.copyOf(differing), keyed(directory.resolve("not-yet.txt")));
    }

    /** How the tables name a pair. */
    static String key(String topic, WirePair pair) {
        return topic + " " + pair.name();
    }

    Optional<Difference> difference(String key) {
        return Optional.ofNullable(differing.get(key));
    }

    /** The lines of a file, each with the word of its heading in front. */
    private static List<String> keyed(Path file) {
        try {
            List<String> keyed = new ArrayList<>();
            String topic = "";
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(HEADING)) {
                    topic = line.substring(HEADING.length());
                } else if (!line.isEmpty() && !line.startsWith(COMMENT)) {
                    keyed.add(topic + " " + line);
                }
            }
            return List.copyOf(keyed);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A table of pairs by their keys, with a heading for each file. */
    static String lines(List<String> keys) {
        StringBuilder lines = new StringBuilder();
        String topic = "";
        for (String key : keys) {
            int blank = key.indexOf(' ');
            if (!key.substring(0, blank).equals(topic)) {
                topic = key.substring(0, blank);
                lines.append(lines.isEmpty() ? "" : "\n")
                        .append(HEADING)
                        .append(topic)
                        .append('\n');
            }
            lines.append(key.substring(blank + 1)).append('\n');
        }
        return lines.toString();
    }
}
