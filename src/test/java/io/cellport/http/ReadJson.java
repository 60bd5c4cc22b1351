package io.cellport.http;

import static io.cellport.http.ReadComparison.differs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares JSON by its values. Entities stand in any order where none was asked for, and if that was a page of them, it
 * may have others of the same kind. Of a recording that was cut only the whole rows count. Stateless.
 */
final class ReadJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern CUT = Pattern.compile("\\.\\.\\. \\(\\d+ bytes\\)$");

    private static final WireVariables NO_VARIABLES = new WireVariables(Map.of());

    /** As many rows as a set has that is asked for without a number. */
    private static final int PAGE = 25;

    private ReadJson() {}

    static boolean isJson(String text) {
        return text.startsWith("{") && (CUT.matcher(text).find() || parse(text).isPresent());
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    static Optional<String> difference(String recorded, String answered, String query) {
        Optional<JsonNode> actual = parse(answered);
        if (actual.isEmpty()) {
            return differs("the body", recorded, answered);
        }
        JsonNode rows = actual.get().path("d").path("results");
        boolean ordered = query.contains("$orderby");
        if (!CUT.matcher(recorded).find()) {
            JsonNode expected = parse(recorded).orElseThrow();
            JsonNode expectedRows = expected.path("d").path("results");
            return !ordered && isOtherPage(expectedRows, rows, query)
                    ? names(expectedRows, rows)
                    : difference("the body", expected, actual.get(), ordered);
        }
        List<JsonNode> whole = wholeRows(recorded);
        if (whole.isEmpty()) {
            return beginning(CUT.matcher(recorded).replaceFirst(""), answered);
        }
        return ordered ? sameBeginning(whole, rows) : sameRows(whole, rows);
    }

    /** Whether both are pages of rows in no order, and these are different rows. */
    private static boolean isOtherPage(JsonNode expected, JsonNode actual, String query) {
        boolean page = query.contains("$top") || query.contains("$skip") || expected.size() == PAGE;
        return page
                && expected.isArray()
                && expected.size() == actual.size()
                && !uris(expected).equals(uris(actual));
    }

    private static Set<String> uris(JsonNode rows) {
        Set<String> uris = new TreeSet<>();
        rows.forEach(row -> uris.add(uri(row)));
        return uris;
    }

    private static String uri(JsonNode row) {
        return row.path("__metadata").path("uri").asText(row.path("uri").asText());
    }

    private static Optional<String> names(JsonNode expected, JsonNode actual) {
        TreeSet<String> recorded = new TreeSet<>();
        expected.path(0).fieldNames().forEachRemaining(recorded::add);
        TreeSet<String> answered = new TreeSet<>();
        actual.path(0).fieldNames().forEachRemaining(answered::add);
        return recorded.equals(answered)
                ? Optional.empty()
                : differs("the names in a row", recorded.toString(), answered.toString());
    }

    private static Optional<String> beginning(String recorded, String answered) {
        String expected = recorded.replace("\\/", "/");
        return answered.replace("\\/", "/").startsWith(expected)
                ? Optional.empty()
                : differs("the beginning of the body", recorded, answered);
    }

    private static Optional<String> sameBeginning(List<JsonNode> whole, JsonNode rows) {
        for (int i = 0; i < whole.size(); i++) {
            Optional<String> found = difference("row " + i, whole.get(i), rows.path(i), false);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sameRows(List<JsonNode> whole, JsonNode rows) {
        return whole.stream()
                .flatMap(row -> elements(rows)
                        .filter(other -> uri(other).equals(uri(row)))
                        .findFirst()
                        .map(other -> difference(uri(row), row, other, false))
                        .orElseGet(() -> rows.size() == PAGE
                                ? Optional.empty()
                                : differs("a row", row.toString(), "no such row"))
                        .stream())
                .findFirst();
    }

    /** The rows in front of the one that was cut. */
    private static List<JsonNode> wholeRows(String cut) {
        List<JsonNode> rows = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(cut)) {
            while (parser.nextToken() != null && !"results".equals(parser.currentName())) {}
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return rows;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(JSON.readTree(parser));
            }
        } catch (IOException theCut) {
            return rows;
        }
        return rows;
    }

    private static Optional<String> difference(String at, JsonNode recorded, JsonNode answered, boolean ordered) {
        if (recorded.isObject() && answered.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            answered.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name ->
                            difference(at + "." + name, recorded.path(name), answered.path(name), ordered).stream())
                    .findFirst();
        }
        if (recorded.isArray() && answered.isArray() && recorded.size() == answered.size()) {
            List<JsonNode> expected = sorted(recorded, ordered && at.endsWith(".results"));
            List<JsonNode> actual = sorted(answered, ordered && at.endsWith(".results"));
            return Stream.iterate(0, i -> i < expected.size(), i -> i + 1)
                    .flatMap(i -> difference(at + "[" + i + "]", expected.get(i), actual.get(i), ordered).stream())
                    .findFirst();
        }
        return isSame(recorded, answered) ? Optional.empty() : differs(at, recorded.toString(), answered.toString());
    }

    private static boolean isSame(JsonNode recorded, JsonNode answered) {
        if (recorded.isNumber() && answered.isNumber()) {
            return recorded.decimalValue().compareTo(answered.decimalValue()) == 0;
        }
        boolean areTexts = recorded.isTextual() && answered.isTextual();
        return areTexts ? NO_VARIABLES.matches(recorded.textValue(), answered.textValue()) : recorded.equals(answered);
    }

    private static List<JsonNode> sorted(JsonNode array, boolean ordered) {
        boolean entities = !array.isEmpty() && elements(array).noneMatch(row -> uri(row).isEmpty());
        Stream<JsonNode> all = elements(array);
        return (entities && !ordered ? all.sorted(Comparator.comparing(ReadJson::uri)) : all).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
