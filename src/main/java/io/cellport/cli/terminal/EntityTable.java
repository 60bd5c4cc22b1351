package io.cellport.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entities as a table with a column for each property. Columns are as wide as the first page needs, but all together no
 * wider than the screen; longer values are cut. For one thread.
 */
public final class EntityTable implements EntityPrinter {

    private static final int NARROWEST = 6;

    private static final String GAP = "  ";

    private final PrintWriter out;

    private final int width;

    private final List<String> selected;

    private List<String> names = List.of();

    private List<Integer> widths = List.of();

    /**
     * @param width columns of the screen
     * @param selected names of the properties to show; empty for all
     */
    public EntityTable(PrintWriter out, int width, List<String> selected) {
        this.out = out;
        this.width = width;
        this.selected = selected;
    }

    @Override
    public void print(List<JsonNode> rows) {
        List<JsonNode> bare = rows.stream().map(EntityPrinter::bare).toList();
        if (names.isEmpty() && !bare.isEmpty()) {
            names = selected.isEmpty() ? namesOf(bare) : selected;
            widths = widths(bare);
            line(names);
        }
        for (JsonNode row : bare) {
            line(names.stream().map(name -> value(row.path(name))).toList());
        }
    }

    private static List<String> namesOf(List<JsonNode> rows) {
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(all::add));
        return List.copyOf(all);
    }

    /** Takes from the widest column until all fit, or nothing is left to take. */
    private List<Integer> widths(List<JsonNode> rows) {
        List<Integer> needed = new ArrayList<>();
        for (String name : names) {
            int longest = rows.stream()
                    .mapToInt(row -> length(value(row.path(name))))
                    .max()
                    .orElse(0);
            needed.add(Math.max(longest, length(name)));
        }
        int room = width - GAP.length() * (names.size() - 1) - 1;
        while (needed.stream().mapToInt(each -> each).sum() > room) {
            int widest = 0;
            for (int i = 1; i < needed.size(); i++) {
                widest = needed.get(i) > needed.get(widest) ? i : widest;
            }
            if (needed.get(widest) <= NARROWEST) {
                return needed;
            }
            needed.set(widest, needed.get(widest) - 1);
        }
        return needed;
    }

    private void line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(fitted(cells.get(i), widths.get(i)));
        }
        out.println(line.toString().stripTrailing());
    }

    private static String value(JsonNode value) {
        return PlainText.of(value.isTextual() ? value.asText() : value.isMissingNode() ? "" : value.toString());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String fitted(String text, int width) {
        int length = length(text);
        return length <= width
                ? text + " ".repeat(width - length)
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "~";
    }
}
