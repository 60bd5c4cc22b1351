package io.cellport.cell.extract;

import io.cellport.cell.extract.AccessRow.Kind;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of one {@link AccessExtract} where they are stored. Texts that were never stored are not found, whatever
 * characters they contain. Blocks; safe for several threads.
 */
public interface AccessRows {

    /** Finds a row by its exact key. */
    Optional<AccessRow> find(Kind kind, String key);

    /** Calls the consumer with every row of a kind, in the order of the extract. */
    void forEach(Kind kind, Consumer<AccessRow> consumer);

    /**
     * Calls the consumer once with each row that has one of the ids, in no particular order.
     *
     * @param kind roles or boxes
     */
    void forEach(Kind kind, Collection<String> ids, Consumer<AccessRow> consumer);

    /** Whether a row has one of the keys. */
    boolean hasAny(Kind kind, Collection<String> keys);
}
