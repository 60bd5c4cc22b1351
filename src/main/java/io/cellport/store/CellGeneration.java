package io.cellport.store;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** The complete content of a cell at one time, read-only. Blocks; safe for use by several threads until closed. */
public interface CellGeneration extends AutoCloseable {

    long number();

    GenerationSummary summary();

    /** The entity of that id. */
    Optional<StoredEntity> entity(String id);

    /** The entity of that type and key; the key of most types is the name (see {@code EntityKey}). */
    Optional<StoredEntity> entity(String type, String key);

    /** Whether a link joins the two entities; it may have been stored from either end. */
    default boolean isLinked(String type1, String id1, String type2, String id2) {
        return entity("link", linkKey(type1, id1, type2, id2)).isPresent()
                || entity("link", linkKey(type2, id2, type1, id1)).isPresent();
    }

    private static String linkKey(String type1, String id1, String type2, String id2) {
        return type1 + '\t' + id1 + '\t' + type2 + '\t' + id2 + '\t';
    }

    /** Every entity of a type, in the order of import. */
    void entities(String type, Consumer<StoredEntity> consumer);

    /** Every path of a file, in the order of import. */
    void paths(Consumer<String> consumer);

    /** The bytes of a file as a stream that the caller closes. */
    Optional<InputStream> file(String path);

    @Override
    void close();

    /** One entity; {@code source} is its {@code _source} object, UTF-8 JSON. */
    record StoredEntity(String type, String id, String key, byte[] source) {}
}
