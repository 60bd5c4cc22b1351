package io.cellport.auth.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.CellGeneration.StoredEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who holds what in one generation of a cell, by its access control list; of roles that are no more nobody does. Only the
 * privilege {@code p:root} includes root, see "Cell ACL" in the Personium API. Immutable.
 *
 * @param everybody whether everybody holds root
 * @param rootRoles ids of the roles that hold root
 * @param shown the list as clients see it, in its order
 */
record Rights(boolean everybody, Set<String> rootRoles, List<AccessEntry> shown) {

    /** Nobody holds anything. */
    static final Rights NONE = new Rights(false, Set.of(), List.of());

    private static final String ROOT = "p.root";

    /** A role or box that is longer is none: Personium's have a few hundred bytes, and names of at most 128 characters. */
    private static final int MOST_BYTES = 64 << 10;

    private static final int MAX_NAME_LENGTH = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonFactory PARSERS = new JsonFactory();

    /** What is shown becomes the name of an XML element. */
    private static final Predicate<String> IS_NAME =
            Pattern.compile("[Dp]\\.[a-z][a-z-]{0,63}").asMatchPredicate();

    /**
     * Reads the rights in a generation: one question for all roles, one for their boxes. Blocks.
     *
     * @throws AccessRules.TooLongException if the list was stored before such lists were refused
     */
    static Rights of(CellGeneration content) throws AccessRules.TooLongException {
        AccessRules rules = rules(content);
        Set<String> named =
                rules.entries().stream().flatMap(entry -> entry.role().stream()).collect(Collectors.toSet());
        Map<String, String> paths = named.isEmpty() ? Map.of() : paths(content, named);
        List<AccessRules.Entry> entries = rules.entries().stream()
                .filter(entry -> entry.role().map(paths::containsKey).orElse(true))
                .toList();
        List<AccessRules.Entry> roots = entries.stream()
                .filter(entry -> entry.privileges().contains(ROOT))
                .toList();
        return new Rights(
                roots.stream().anyMatch(entry -> entry.role().isEmpty()),
                roots.stream().flatMap(entry -> entry.role().stream()).collect(Collectors.toUnmodifiableSet()),
                entries.stream()
                        .map(entry -> new AccessEntry(
                                entry.role().map(paths::get),
                                entry.privileges().stream().filter(IS_NAME).toList()))
                        .toList());
    }

    /** Roughly the bytes that they take in memory. */
    int weight() {
        int weight = 128;
        for (AccessEntry entry : shown) {
            weight += 256
                    + 2 * entry.role().map(String::length).orElse(0)
                    + 100 * entry.privileges().size();
        }
        return weight;
    }

    private static AccessRules rules(CellGeneration content) throws AccessRules.TooLongException {
        Optional<InputStream> properties = content.file(".pmeta");
        if (properties.isEmpty()) {
            return AccessRules.EMPTY;
        }
        try (InputStream in = properties.get()) {
            return rules(in);
        } catch (AccessRules.TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AccessRules rules(InputStream properties) throws IOException {
        AccessRules rules = AccessRules.EMPTY;
        try (JsonParser parser = PARSERS.createParser(properties)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isList = parser.currentName().equals("a");
                parser.nextToken();
                if (isList) {
                    rules = AccessRules.read(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return rules;
    }

    /** Where the roles of these ids are, relative to {@code {cell}__role/__/}, by their ids. */
    private static Map<String, String> paths(CellGeneration content, Set<String> ids) {
        Map<String, JsonNode> roles = sources(content, "Role", ids);
        Set<String> boxIds = new HashSet<>();
        roles.values().forEach(role -> boxIds.add(box(role)));
        Map<String, JsonNode> boxes = sources(content, "Box", boxIds);
        Map<String, String> paths = new HashMap<>();
        roles.forEach((id, role) -> {
            JsonNode box = boxes.get(box(role));
            String path = (box == null ? "" : "../" + name(box) + "/") + name(role);
            if (path.length() <= 2 * MAX_NAME_LENGTH) {
                paths.put(id, path);
            }
        });
        return paths;
    }

    private static Map<String, JsonNode> sources(CellGeneration content, String type, Set<String> ids) {
        Map<String, JsonNode> sources = new HashMap<>();
        content.entities(type, ids, MOST_BYTES, entity -> sources.put(entity.id(), source(entity)));
        return sources;
    }

    private static String box(JsonNode role) {
        return role.path("l").path("Box").asText("");
    }

    private static String name(JsonNode source) {
        return source.path("s").path("Name").asText("");
    }

    private static JsonNode source(StoredEntity entity) {
        try {
            return JSON.readTree(entity.source());
        } catch (IOException e) {
            throw new IllegalStateException("an import stored an entity that is no JSON", e);
        }
    }
}
