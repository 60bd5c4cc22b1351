package io.cellport.odata.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.time.Duration;
import java.util.Optional;

/**
 * The schemas of OData collections. Those that were asked for lately are kept, up to a number of bytes, and which ones
 * are too large; a content never changes, so neither does that. While one is read, its trees are paid for out of the
 * unit's memory budget. Blocks; safe for several threads.
 */
public final class UserSchemas {

    /** Most bytes of a schema's rows; those of the reference have at most 1.6 MiB. */
    static final long MOST_SCHEMA_BYTES = 4 << 20;

    /** Bytes of memory for each byte that is read as a tree, at worst. */
    static final int COST = 32;

    /** Schemas up to this size take nothing from the memory budget. */
    private static final long FREE_BYTES = 32 << 10;

    private static final long MOST_KEPT_BYTES = 64 << 20;

    /** Bytes of memory for each byte that a schema was read from, when its trees are gone. */
    private static final int KEPT_COST = 4;

    /** All schemas that are kept take this part of the budget's size at most. */
    private static final int KEPT_PART = 8;

    /** What a schema takes at least. */
    private static final int LEAST_BYTES = 1 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryBudget memory;
    private final long mostBytes;
    private final Cache<Key, Optional<UserSchema>> known;

    private record Key(long generation, String boxId, String node) {}

    /** @param memory the budget of the unit; a schema that needs more than all of it is too large */
    public UserSchemas(MemoryBudget memory) {
        this.memory = memory;
        mostBytes = Math.min(MOST_SCHEMA_BYTES, memory.total() / COST);
        known = Caffeine.newBuilder()
                .maximumWeight(Math.min(MOST_KEPT_BYTES, memory.total() / KEPT_PART))
                .weigher((Key key, Optional<UserSchema> schema) ->
                        LEAST_BYTES + KEPT_COST * schema.map(UserSchema::bytes).orElse(0))
                .build();
    }

    /**
     * The schema of a collection; it has no types if there is no such collection.
     *
     * @param boxId the id of its box; that of the cell for the main box
     * @param node the id of the collection
     * @throws ApiException {@code PR500-OD-0001} if it is too large; {@code PR503-SV-0001} if other work keeps the
     *     memory for it too long
     */
    public UserSchema of(CellGeneration generation, String boxId, String node) {
        Key key = new Key(generation.number(), boxId, node);
        Optional<UserSchema> schema = known.getIfPresent(key);
        if (schema == null) {
            // Outside of the cache, so that nobody waits there for another cell's content.
            schema = read(generation, boxId + '\t' + node);
            known.put(key, schema);
        }
        return schema.orElseThrow(() -> ApiException.of(ErrorCode.PR500_OD_0001, Long.toString(mostBytes)));
    }

    /** Empty if it is too large. */
    private Optional<UserSchema> read(CellGeneration generation, String scope) {
        long bytes = generation.search(() -> {}, reader -> new SchemaRows(reader.connection()).bytes(scope));
        if (bytes > mostBytes) {
            return Optional.empty();
        }
        try (MemoryShare share = new MemoryShare(memory, UserSchemas::refuseLate)) {
            return share.during(
                    bytes <= FREE_BYTES ? 0 : bytes * COST,
                    () -> Optional.of(generation.search(
                            () -> {}, reader -> new UserSchemaReader(reader.connection()).read(scope, (int) bytes))));
        }
    }

    private static void refuseLate(long waitedNanos) {
        if (waitedNanos > PATIENCE.toNanos()) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }
}
