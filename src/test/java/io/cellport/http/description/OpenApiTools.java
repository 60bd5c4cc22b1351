package io.cellport.http.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What linters and generators of clients need of a description, beyond what the standard asks for. Found with the
 * linter of Redocly, openapi-typescript, and OpenAPI Generator for TypeScript, Python and Java.
 */
final class OpenApiTools {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document;

    private final List<String> flaws = new ArrayList<>();

    OpenApiTools(JsonNode document) {
        this.document = document;
    }

    List<String> flaws() {
        checkReferences();
        checkTypes();
        checkChoices();
        checkTags();
        checkPaths();
        return flaws;
    }

    private void checkReferences() {
        document.findValuesAsText("$ref").stream()
                .filter(reference -> !reference.startsWith("#/")
                        || document.at(reference.substring(1)).isMissingNode())
                .forEach(reference -> flaws.add("leads nowhere: " + reference));
    }

    /** A value without a type becomes anything, and several types become nothing. */
    private void checkTypes() {
        Stream.concat(document.findParents("enum").stream(), document.findParents("const").stream())
                .filter(schema -> !schema.has("type"))
                .forEach(schema -> flaws.add("without a type: " + schema));
        document.findParents("type").stream()
                .filter(schema -> schema.get("type").isArray())
                .filter(schema -> schema.get("type").size() != 2
                        || !schema.get("type").get(1).asText().equals("null"))
                .forEach(schema -> flaws.add("of several types: " + schema));
    }

    /** An array beside something else makes classes that do not compile. */
    private void checkChoices() {
        Stream.of("anyOf", "oneOf")
                .flatMap(choice -> document.findValues(choice).stream())
                .filter(choices -> choices.valueStream()
                        .anyMatch(one -> one.path("type").asText().equals("array")))
                .forEach(choices -> flaws.add("an array or something else: " + choices));
    }

    private void checkTags() {
        Set<String> described = document.path("tags")
                .valueStream()
                .filter(tag -> tag.hasNonNull("description"))
                .map(tag -> tag.get("name").asText())
                .collect(Collectors.toSet());
        operations()
                .flatMap(operation -> operation.path("tags").valueStream())
                .map(JsonNode::asText)
                .filter(tag -> !described.contains(tag))
                .forEach(tag -> flaws.add("not described: tag " + tag));
    }

    private void checkPaths() {
        Set<String> ids = new HashSet<>();
        operations()
                .map(operation -> operation.path("operationId").asText())
                .filter(id -> !id.matches("[a-z][A-Za-z]+") || !ids.add(id))
                .forEach(id -> flaws.add("no id of one operation: " + id));
        document.path("paths").properties().forEach(path -> {
            if (path.getKey().contains("'")) {
                // Some generators put the path between such quotes.
                flaws.add("a quote: " + path.getKey());
            }
            Set<String> declared = parameters(path.getValue());
            PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .filter(name -> !declared.contains(name))
                    .forEach(name -> flaws.add("not declared: " + name + " of " + path.getKey()));
        });
    }

    /** Names of the parameters in the path, which all operations of it share or each declares. */
    private Set<String> parameters(JsonNode path) {
        return Stream.concat(
                        path.path("parameters").valueStream(),
                        path.findValues("parameters").stream().flatMap(JsonNode::valueStream))
                .map(parameter -> parameter.has("$ref")
                        ? document.at(parameter.get("$ref").asText().substring(1))
                        : parameter)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .map(parameter -> parameter.path("name").asText())
                .collect(Collectors.toSet());
    }

    private Stream<JsonNode> operations() {
        return document.path("paths").valueStream().flatMap(path -> path.findParents("operationId").stream());
    }
}
