package io.cellport.auth.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.AccessRules;
import io.cellport.cell.generation.CellGeneration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rights in the current content of cells. They are read once a generation, so others count as soon as the next one is
 * activated. Blocks; safe for use by several threads.
 */
public final class CellRights {

    private static final Logger LOG = LoggerFactory.getLogger(CellRights.class);

    /** Rights weigh less than one MiB, so those of some cells are always remembered. */
    private static final long REMEMBERED_BYTES = 8 << 20;

    private final CellStore store;

    private final Cache<Generation, Rights> known = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Generation generation, Rights rights) -> rights.weight())
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

    /** The list in the current content. */
    public Shown shown(String cellId) {
        OptionalLong number = store.currentNumber(cellId);
        return number.isPresent()
                ? new Shown(number.getAsLong(), of(cellId, number.getAsLong()).shown())
                : new Shown(0, List.of());
    }

    /** If another generation was activated or the cell deleted meanwhile, the rights are only newer than asked for. */
    Rights of(String cellId, long number) {
        return known.get(new Generation(cellId, number), this::read);
    }

    private Rights read(Generation asked) {
        Optional<CellGeneration> opened = store.current(asked.cellId);
        if (opened.isEmpty()) {
            return Rights.NONE;
        }
        try (CellGeneration current = opened.get()) {
            return Rights.of(current);
        } catch (AccessRules.TooLongException e) {
            LOG.warn("the access control list of cell {} is too long and counts for nothing", asked.cellId);
            return Rights.NONE;
        }
    }

    private record Generation(String cellId, long number) {}
}
