package io.cellport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The recorded readings that are answered otherwise on purpose, as {@code differs.txt} lists them: a heading for each
 * file of recordings, and a line for each pair.
 *
 * @param differing by {@link #key} of the pair
 */
record ReadTable(Map<String, Difference> differing) {

    private static final String HEADING = "## ";

    private static final String COMMENT = "# ";

    /**
     * What is answered instead.
     *
     * @param number of the difference in {@code docs/differences.md}
     */
    record Difference(int number, int status) {}

    static ReadTable in(Path directory) {
        Map<String, Difference> differing = new HashMap<>();
        String topic = "";
        for (String line : lines(directory.resolve("differs.txt"))) {
            if (line.startsWith(HEADING)) {
                topic = line.substring(HEADING.length());
            } else if (!line.isEmpty() && !line.startsWith(COMMENT)) {
                String[] words = line.split(" ", 3);
                Difference twice = differing.put(
                        topic + " " + words[2], new Difference(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
                if (twice != null) {
                    throw new AssertionError("named twice: " + line);
                }
            }
        }
        return new ReadTable(Map.copyOf(differing));
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How the table names a pair. */
    static String key(String topic, WirePair pair) {
        return topic + " " + pair.name();
    }

    Optional<Difference> difference(String key) {
        return Optional.ofNullable(differing.get(key));
    }
}
