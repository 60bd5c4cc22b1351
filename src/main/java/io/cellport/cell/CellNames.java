package io.cellport.cell;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** Which cell has a name, as every request asks. Futures complete on the caller's context. Safe for several threads. */
public interface CellNames {

    /** The cell of that exact name. How late a change by another node may be seen, the implementation says. */
    Future<Optional<Cell>> find(String name);

    /**
     * The cell of that name as it was known a moment ago, where finding it takes a wait. Whoever goes by it must not
     * answer before it has heard that the cell {@link #isUnchanged}.
     */
    default Optional<Cell> known(String name) {
        return Optional.empty();
    }

    /**
     * Whether a {@link #known} cell had its name and its content also later.
     *
     * @param since a time, by {@link System#nanoTime}: the cell was so at some moment after it
     */
    default Future<Boolean> isUnchanged(Cell known, long since) {
        return find(known.name()).map(found -> found.equals(Optional.of(known)));
    }

    /** Whether a cell that was found a moment ago is still there, as of now. */
    Future<Boolean> isThere(Cell cell);

    /**
     * The same for an answer that is about to be sent, and was asked for later than the cell: whoever has told that
     * answer knew of no deletion that this does not know of. Mostly asks nobody.
     *
     * @param since a time before the cell was found, by {@link System#nanoTime}
     */
    Future<Boolean> remains(Cell cell, long since);

    /**
     * Makes a change after which another cell has that name, or none, or the cell has other content. Whoever learns of
     * the change, on this node, and asks then, finds the cell as it is after it. Blocks as long as the change does.
     */
    <T> T changing(String name, Supplier<T> change);

    /** The same for a change that returns nothing. */
    default void changing(String name, Runnable change) {
        changing(name, () -> {
            change.run();
            return name;
        });
    }
}
