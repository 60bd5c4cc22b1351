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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the access control lists that an import stored. Blocks; stateless. */
final class AccessLists {

    /** A role or box that is longer is none: Personium's have a few hundred bytes, and names of at most 128 characters. */
    private static final int MOST_BYTES = 64 << 10;

    private static final int MAX_NAME_LENGTH = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonFactory PARSERS = new JsonFactory();

    private AccessLists() {}

    /**
     * The rights that the list of one resource gives: one question for all roles, one for their boxes.
     *
     * @param path where the resource is below {@code 20_webdav/}; empty for the cell
     * @return empty if there is nothing at the path
     * @throws AccessRules.TooLongException if the list was stored before such lists were refused
     */
    static Optional<Rights> read(CellGeneration content, String path) throws AccessRules.TooLongException {
        Optional<AccessRules> stored = rules(content, path.isEmpty() ? ".pmeta" : path + "/.pmeta");
        return stored.map(rules -> {
            Set<String> named = rules.entries().stream()
                    .flatMap(entry -> entry.role().stream())
                    .collect(Collectors.toSet());
            return Rights.of(rules, named.isEmpty() ? Map.of() : roles(content, named));
        });
    }

    private static Optional<AccessRules> rules(CellGeneration content, String file)
            throws AccessRules.TooLongException {
        Optional<InputStream> properties = content.file(file);
        if (properties.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = properties.get()) {
            return Optional.of(rules(in));
        } catch (AccessRules.TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessRules rules(InputStream properties) throws IOException {
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
    private static Map<String, String> roles(CellGeneration content, Set<String> ids) {
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
