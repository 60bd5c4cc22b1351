package io.cellport.auth.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.StoredEntity;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the access control lists that an import stored. Blocks; stateless. */
final class AccessLists {

    /** Personium's names have at most 128 characters. */
    private static final int MAX_NAME_LENGTH = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private AccessLists() {}

    /**
     * The rights that a list gives: one question for all roles, one for their boxes.
     *
     * @param content what the list was taken from
     */
    static Rights read(AccessRules rules, AccessContent content) {
        Set<String> named =
                rules.entries().stream().flatMap(entry -> entry.role().stream()).collect(Collectors.toSet());
        return Rights.of(rules, named.isEmpty() ? Map.of() : roles(content, named));
    }

    /** Where the roles of these ids are, relative to {@code {cell}__role/__/}, by their ids. */
    private static Map<String, String> roles(AccessContent content, Set<String> ids) {
        Map<String, JsonNode> roles = new HashMap<>();
        content.roles(ids, role -> roles.put(role.id(), source(role)));
        Set<String> boxIds = new HashSet<>();
        roles.values().forEach(role -> boxIds.add(box(role)));
        Map<String, JsonNode> boxes = new HashMap<>();
        content.boxes(boxIds, box -> boxes.put(box.id(), source(box)));
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
