package io.cellport.cell.generation;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of a cell's content that says who may do what: accounts, the roles that they hold, and the access control
 * list of the cell itself. What is longer than {@link #MOST_BYTES} counts as if it were not there. Read-only. Blocks;
 * safe for several threads.
 */
public interface AccessContent extends AutoCloseable {

    /** The longest source of an account, role or box that counts: Personium's have a few hundred bytes. */
    int MOST_BYTES = 64 << 10;

    /** The number of the generation that it belongs to. */
    long number();

    /** Finds an account by its exact name. */
    Optional<StoredEntity> account(String name);

    /** Calls the consumer with every account, in the order of import. */
    void accounts(Consumer<StoredEntity> consumer);

    /** Calls the consumer with the roles that have one of the ids, in no particular order. */
    void roles(Collection<String> ids, Consumer<StoredEntity> consumer);

    /** Calls the consumer with the boxes that have one of the ids, in no particular order. */
    void boxes(Collection<String> ids, Consumer<StoredEntity> consumer);

    /** Whether an account is linked to one of the roles; links may be stored from either end. */
    boolean holdsAny(String accountId, Collection<String> roleIds);

    /**
     * The access control list of the cell itself; empty if the content has none.
     *
     * @throws AccessRules.TooLongException if the list was stored before such lists were refused
     */
    Optional<AccessRules> rules() throws AccessRules.TooLongException;

    @Override
    void close();
}
