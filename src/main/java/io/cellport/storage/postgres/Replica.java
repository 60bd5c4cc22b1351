package io.cellport.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a node keeps in memory of one table whose rows have an epoch. How other threads see what is known, each
 * implementation says. Blocks; for one thread.
 */
public interface Replica {

    /** Selects all that the node must know. It has no parameters. */
    String whole();

    /**
     * Selects what was changed after an epoch. The rows come in the order of their epochs, so that what is known
     * between two rows was true, too.
     */
    String changes();

    /**
     * The parameters of {@link #changes}.
     *
     * @param known the highest epoch of the rows that were read
     */
    default List<Object> parameters(long known) {
        return List.of(known);
    }

    /** Whether {@link #changes} are to be selected even if no epoch has passed: for rows that change without one. */
    default boolean isDue() {
        return false;
    }

    /** Takes the rows of {@link #whole} in place of all that was known; returns their highest epoch, 0 for none. */
    long replace(ResultSet rows) throws SQLException;

    /** Takes the rows of {@link #changes}; returns their highest epoch, 0 for none. */
    long add(ResultSet rows) throws SQLException;
}
