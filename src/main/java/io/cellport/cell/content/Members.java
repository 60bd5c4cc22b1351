package io.cellport.cell.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cellport.cell.generation.CellGeneration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists the members of a collection in the order of their names' bytes. It skips through the index of paths: what lies
 * below a member is passed over, and however many members there are, some hundred paths are held. Blocks; immutable.
 */
final class Members {

    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    private static final int PATHS_AT_A_TIME = 256;

    /** The character right behind the slash. */
    private static final char BEHIND = '0';

    private final CellGeneration content;

    private final String prefix;

    private final String end;

    /** @param path of the collection */
    Members(CellGeneration content, String path) {
        this.content = content;
        this.prefix = path + '/';
        this.end = path + BEHIND;
    }

    /**
     * The next names.
     *
     * @param after the name behind which to begin; empty for the first one
     * @return at least one name, unless there are no more
     */
    List<String> after(String after) {
        Set<String> names = new TreeSet<>(BY_BYTES);
        String from = prefix + after;
        while (names.isEmpty()) {
            List<String> paths = content.paths(from, end, PATHS_AT_A_TIME);
            if (paths.isEmpty()) {
                return List.of();
            }
            Set<String> seen = new HashSet<>();
            for (String path : paths) {
                name(path).ifPresent(name -> look(name, after, seen, names));
            }
            String last = paths.get(paths.size() - 1);
            from = name(last).map(name -> prefix + name + BEHIND).orElse(last);
        }
        return List.copyOf(names);
    }

    /**
     * Adds a name that has been found, and before it those which it begins with: in the order of paths they may come
     * later, because some characters stand before the slash.
     */
    private void look(String name, String after, Set<String> seen, Set<String> names) {
        for (int i = 1; i < name.length(); i++) {
            String beginning = name.substring(0, i);
            if (name.charAt(i) < '/'
                    && seen.add(beginning)
                    && BY_BYTES.compare(beginning, after) > 0
                    && content.file(prefix + beginning + "/.pmeta").isPresent()) {
                names.add(beginning);
            }
        }
        if (seen.add(name) && BY_BYTES.compare(name, after) > 0) {
            names.add(name);
        }
    }

    /** The first name on a path behind the collection; empty for a file that belongs to the collection itself. */
    private Optional<String> name(String path) {
        int slash = path.indexOf('/', prefix.length());
        return slash < 0 ? Optional.empty() : Optional.of(path.substring(prefix.length(), slash));
    }
}
