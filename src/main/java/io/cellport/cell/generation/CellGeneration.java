package io.cellport.cell.generation;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    /** The same, unless its source is longer than that: then it is as if it were not there. */
    Optional<StoredEntity> entity(String type, String key, int mostBytes);

    private static String linkKey(String type1, String id1, String type2, String id2) {
        return type1 + '\t' + id1 + '\t' + type2 + '\t' + id2 + '\t';
    }

    /** Every entity of a type, in the order of import. */
    void entities(String type, Consumer<StoredEntity> consumer);

    /** The same without those whose source is longer than that. */
    void entities(String type, int mostBytes, Consumer<StoredEntity> consumer);

    /** Those of a type that have one of the ids and whose source is not longer than that; in no certain order. */
    void entities(String type, Collection<String> ids, int mostBytes, Consumer<StoredEntity> consumer);

    /** Whether there is an entity of the type with one of the keys. */
    boolean hasAny(String type, Collection<String> keys);

    /** Whether a link joins the entity to one of the others; it may have been stored from either end. */
    default boolean isLinkedToAny(String type1, String id1, String type2, Collection<String> ids2) {
        List<String> keys = new ArrayList<>(2 * ids2.size());
        for (String id2 : ids2) {
            keys.add(linkKey(type1, id1, type2, id2));
            keys.add(linkKey(type2, id2, type1, id1));
        }
        return hasAny("link", keys);
    }

    /** Every path of a file, in the order of import. */
    void paths(Consumer<String> consumer);

    /** The bytes of a file as a stream that the caller closes. */
    Optional<InputStream> file(String path);

    @Override
    void close();

    /** One entity; {@code source} is its {@code _source} object, UTF-8 JSON. */
    record StoredEntity(String type, String id, String key, byte[] source) {}
}
