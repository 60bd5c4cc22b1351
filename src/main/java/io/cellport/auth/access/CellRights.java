package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.CellGeneration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rights that the access control lists of cells give. Each list is read once a generation, so others count as soon
 * as the next one is activated. Blocks; safe for several threads.
 */
public final class CellRights {

    private static final Logger LOG = LoggerFactory.getLogger(CellRights.class);

    /** A list weighs less than three MiB, so some are always remembered. */
    private static final long REMEMBERED_BYTES = 8 << 20;

    /** Of a cell into which nothing was ever imported. */
    public static final Shown NOTHING_SHOWN = new Shown(0, List.of());

    private final CellStore store;

    private final Cache<Place, Rights> known = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Place place, Rights rights) -> 2 * place.path.length() + rights.weight())
            .build();

    /** The rights in all cells of a unit. */
    public CellRights(CellStore store) {
        this.store = store;
    }

    /**
     * A cell's access control list as clients see it.
     *
     * @param generation number of the content that it belongs to; 0 if nothing was ever imported
     * @param entries the entries in their order, without those of roles that are no more
     */
    public record Shown(long generation, List<AccessEntry> entries) {}

    /**
     * The list of one resource, without those above it.
     *
     * @param schemaLevel see {@link AccessRules#schemaLevel}
     * @param entries as in {@link Shown}
     */
    public record Own(String schemaLevel, List<AccessEntry> entries) {

        /** That of a resource that has none. */
        public static final Own NOTHING = new Own("", List.of());

        private static Own of(Rights rights) {
            return new Own(rights.schemaLevel(), rights.shown());
        }
    }

    /**
     * The list of the resource at a path below {@code 20_webdav/}, which is remembered.
     *
     * @param content the cell's content that it is taken from
     */
    public Own own(String cellId, CellGeneration content, String path) {
        return list(cellId, path, content, () -> content.rules(path))
                .map(Own::of)
                .orElse(Own.NOTHING);
    }

    /** The same, but not remembered: for one of many members of a collection. */
    public Own ownOfMember(String cellId, CellGeneration content, String path) {
        return read(cellId, content, () -> content.rules(path)).map(Own::of).orElse(Own.NOTHING);
    }

    /** The list of the cell itself in its current content. */
    public Shown shown(String cellId) {
        OptionalLong number = store.currentNumber(cellId);
        if (number.isEmpty()) {
            return NOTHING_SHOWN;
        }
        Rights read = known.getIfPresent(new Place(cellId, number.getAsLong(), ""));
        return read == null ? readAndShown(cellId) : new Shown(number.getAsLong(), read.shown());
    }

    private Shown readAndShown(String cellId) {
        Optional<AccessContent> opened = store.access(cellId);
        if (opened.isEmpty()) {
            return NOTHING_SHOWN;
        }
        try (AccessContent current = opened.get()) {
            return shown(cellId, current);
        }
    }

    /** The list of the cell itself in a content. */
    public Shown shown(String cellId, AccessContent content) {
        return new Shown(content.number(), onCell(cellId, content).shown());
    }

    /**
     * The rights on the cell itself.
     *
     * @param content what the cell's list is taken from
     */
    Rights onCell(String cellId, AccessContent content) {
        return list(cellId, "", content, content::rules).orElse(Rights.NONE);
    }

    /**
     * The rights on a resource: those of its list, and of each above it up to the cell's. If there is nothing at the
     * path, they are those on the nearest collection above it.
     *
     * @param content the cell's content that the lists are taken from
     * @param path where the resource is below {@code 20_webdav/}
     */
    Rights at(String cellId, CellGeneration content, String path) {
        Rights rights = onCell(cellId, content);
        for (int end = 0; end < path.length(); end++) {
            int slash = path.indexOf('/', end);
            end = slash < 0 ? path.length() : slash;
            String above = path.substring(0, end);
            Optional<Rights> own = list(cellId, above, content, () -> content.rules(above));
            if (own.isEmpty()) {
                return rights;
            }
            rights = rights.with(own.get());
        }
        return rights;
    }

    /**
     * Where nothing is, nothing is remembered: clients can ask for any number of such paths. Reads outside of the
     * memory, so that nobody waits there for another cell's content.
     */
    private Optional<Rights> list(String cellId, String path, AccessContent content, RuleSource rules) {
        Place place = new Place(cellId, content.number(), path);
        Rights remembered = known.getIfPresent(place);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Rights> read = read(cellId, content, rules);
        read.ifPresent(found -> known.put(place, found));
        return read;
    }

    private interface RuleSource {
        Optional<AccessRules> read() throws AccessRules.TooLongException;
    }

    private static Optional<Rights> read(String cellId, AccessContent content, RuleSource rules) {
        try {
            return rules.read().map(found -> AccessLists.read(found, content));
        } catch (AccessRules.TooLongException e) {
            LOG.warn("an access control list of cell {} is too long and grants nothing", cellId);
            return Optional.of(Rights.UNKNOWN);
        }
    }

    private record Place(String cellId, long generation, String path) {}
}
