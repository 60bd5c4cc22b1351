package io.cellport.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who holds root by a cell's access control list: everybody, or the roles with these ids. Only the privilege
 * {@code p:root} includes root; see "Cell ACL" in the Personium API.
 */
record CellAcl(boolean everybody, Set<String> roles) {

    /** Grants nothing. */
    static final CellAcl EMPTY = new CellAcl(false, Set.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    CellAcl {
        roles = Set.copyOf(roles);
    }

    /** Reads the list from a cell's {@code .pmeta}, where it stands as WebDAV XML turned into JSON. */
    static CellAcl parse(byte[] properties) {
        boolean everybody = false;
        Set<String> roles = new HashSet<>();
        for (JsonNode entry : each(read(properties).path("a").path("D.ace"))) {
            JsonNode principal = entry.path("D.principal");
            if (grantsRoot(entry)) {
                everybody |= principal.has("D.all");
                each(principal.path("D.href")).forEach(role -> roles.add(role.asText("")));
            }
        }
        return new CellAcl(everybody, roles);
    }

    private static JsonNode read(byte[] properties) {
        try {
            return JSON.readTree(properties);
        } catch (IOException e) {
            throw new IllegalStateException("an import stored properties that are no JSON", e);
        }
    }

    private static boolean grantsRoot(JsonNode entry) {
        for (JsonNode privilege : each(entry.path("D.grant").path("D.privilege"))) {
            if (privilege.has("p.root")) {
                return true;
            }
        }
        return false;
    }

    /** What is alone may stand without an array around it. */
    private static Iterable<JsonNode> each(JsonNode one) {
        return one.isArray() ? one : one.isMissingNode() ? List.of() : List.of(one);
    }
}
