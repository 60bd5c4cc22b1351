package io.cellport.odata.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.cell.generation.CellGeneration;

/**
 * The schemas of OData collections. Those that were asked for lately are kept, up to a number of bytes; a content never
 * changes, so neither do they. Blocks; safe for several threads.
 */
public final class UserSchemas {

    private static final long MOST_BYTES = 64 << 20;

    /** What a schema takes at least. */
    private static final int LEAST_BYTES = 1 << 10;

    private final Cache<Key, UserSchema> known = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, UserSchema schema) -> LEAST_BYTES + schema.bytes())
            .build();

    private record Key(long generation, String boxId, String node) {}

    /**
     * The schema of a collection; it has no types if there is no such collection.
     *
     * @param boxId the id of its box; that of the cell for the main box
     * @param node the id of the collection
     * @throws io.cellport.error.ApiException {@code PR500-OD-0001} if it is too large
     */
    public UserSchema of(CellGeneration generation, String boxId, String node) {
        Key key = new Key(generation.number(), boxId, node);
        UserSchema schema = known.getIfPresent(key);
        if (schema == null) {
            // Outside of the memory, so that nobody waits there for another cell's content.
            schema = generation.search(() -> {}, connection -> new UserSchemaReader(connection).read(boxId, node));
            known.put(key, schema);
        }
        return schema;
    }
}
