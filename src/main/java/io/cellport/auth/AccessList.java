package io.cellport.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.store.CellGeneration;
import io.cellport.store.CellGeneration.StoredEntity;
import io.cellport.store.CellStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The access control lists in the current content of cells, with roles by their names. A list is remembered for a
 * generation, so another one counts as soon as the next generation is activated. Blocks; safe for use by several threads.
 */
public final class AccessList {

    /** A list has as many entries as a snapshot cares to bring, so entries are what is counted. */
    private static final int REMEMBERED_ENTRIES = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is shown becomes the name of an XML element. */
    private static final Predicate<String> IS_NAME =
            Pattern.compile("[Dp]\\.[a-z][a-z-]{0,63}").asMatchPredicate();

    private final CellStore store;

    private final Cache<Generation, List<AccessEntry>> lists = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_ENTRIES)
            .weigher((Generation generation, List<AccessEntry> entries) -> entries.size() + 1)
            .build();

    /** The lists of all cells of a unit. */
    public AccessList(CellStore store) {
        this.store = store;
    }

    /** The entries in their order, without those of roles that are no more; none if nothing was ever imported. */
    public List<AccessEntry> of(String cellId) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isPresent() ? lists.get(new Generation(cellId, number.getAsLong()), this::read) : List.of();
    }

    private List<AccessEntry> read(Generation asked) {
        Optional<CellGeneration> opened = store.current(asked.cellId);
        if (opened.isEmpty()) {
            return List.of();
        }
        try (CellGeneration content = opened.get()) {
            return CellAcl.of(content).entries().stream()
                    .flatMap(entry -> shown(content, entry).stream())
                    .toList();
        }
    }

    private static Optional<AccessEntry> shown(CellGeneration content, CellAcl.Entry entry) {
        List<String> privileges = entry.privileges().stream().filter(IS_NAME).toList();
        return entry.role().isEmpty()
                ? Optional.of(new AccessEntry(Optional.empty(), privileges))
                : role(content, entry.role().get()).map(path -> new AccessEntry(Optional.of(path), privileges));
    }

    private static Optional<String> role(CellGeneration content, String id) {
        return content.entity(id)
                .filter(entity -> entity.type().equals("Role"))
                .map(AccessList::source)
                .map(role -> box(content, role).map(box -> "../" + box + "/").orElse("") + name(role));
    }

    private static Optional<String> box(CellGeneration content, JsonNode role) {
        String id = role.path("l").path("Box").asText("");
        return content.entity(id)
                .filter(entity -> entity.type().equals("Box"))
                .map(AccessList::source)
                .map(AccessList::name);
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

    private record Generation(String cellId, long number) {}
}
