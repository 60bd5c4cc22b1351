package io.cellport.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.store.CellGeneration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cell's access control list: who holds which privileges. Only the privilege {@code p:root} includes root; see "Cell ACL"
 * in the Personium API. Immutable.
 */
record CellAcl(List<Entry> entries) {

    /** Grants nothing. */
    static final CellAcl EMPTY = new CellAcl(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROOT = "p.root";

    CellAcl {
        entries = List.copyOf(entries);
    }

    /**
     * What one principal is granted.
     *
     * @param role id of the role that is meant; empty if everybody is
     * @param privileges names of privileges, each behind the letter of its namespace and a dot
     */
    record Entry(Optional<String> role, List<String> privileges) {

        Entry {
            privileges = List.copyOf(privileges);
        }

        private boolean grantsRoot() {
            return privileges.contains(ROOT);
        }
    }

    /** Whether everybody holds root. */
    boolean everybody() {
        return entries.stream()
                .anyMatch(entry -> entry.grantsRoot() && entry.role().isEmpty());
    }

    /** The ids of the roles that hold root. */
    Set<String> roles() {
        return entries.stream()
                .filter(Entry::grantsRoot)
                .flatMap(entry -> entry.role().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the list from a cell's {@code .pmeta}, where it stands as WebDAV XML turned into JSON. */
    static CellAcl parse(byte[] properties) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : each(read(properties).path("a").path("D.ace"))) {
            JsonNode principal = entry.path("D.principal");
            List<String> privileges = privileges(entry);
            if (principal.has("D.all")) {
                entries.add(new Entry(Optional.empty(), privileges));
            }
            for (JsonNode role : each(principal.path("D.href"))) {
                entries.add(new Entry(Optional.of(role.asText("")), privileges));
            }
        }
        return new CellAcl(entries);
    }

    /** The list of a cell's content. Blocks. */
    static CellAcl of(CellGeneration content) {
        Optional<InputStream> properties = content.file(".pmeta");
        if (properties.isEmpty()) {
            return EMPTY;
        }
        try (InputStream in = properties.get()) {
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(byte[] properties) {
        try {
            return JSON.readTree(properties);
        } catch (IOException e) {
            throw new IllegalStateException("an import stored properties that are no JSON", e);
        }
    }

    private static List<String> privileges(JsonNode entry) {
        List<String> privileges = new ArrayList<>();
        for (JsonNode privilege : each(entry.path("D.grant").path("D.privilege"))) {
            privilege.fieldNames().forEachRemaining(privileges::add);
        }
        return privileges;
    }

    /** What is alone may stand without an array around it. */
    private static Iterable<JsonNode> each(JsonNode one) {
        return one.isArray() ? one : one.isMissingNode() ? List.of() : List.of(one);
    }
}
