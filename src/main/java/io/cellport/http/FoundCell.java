package io.cellport.http;

import io.cellport.cell.Cell;
import java.util.Optional;

/**
 * The cell that a request is about, as far as it was found. Immutable.
 *
 * @param cell empty if the request is about none, or about one that does not exist
 * @param isCertain false if this is what was known before the request came, which may be outdated: then nothing is
 *     answered that depends on it before {@link CellDirectory#isUnchanged} has said that it holds
 */
public record FoundCell(Optional<Cell> cell, boolean isCertain) {

    /** None yet. */
    static final FoundCell NONE = new FoundCell(Optional.empty(), true);

    /** The cell as it was after the request came, or none. */
    public static FoundCell certain(Optional<Cell> cell) {
        return new FoundCell(cell, true);
    }

    /** The cell as it was known before. */
    public static FoundCell uncertain(Cell known) {
        return new FoundCell(Optional.of(known), false);
    }

    /** The same cell, when it was asked for. */
    public FoundCell confirmed() {
        return isCertain ? this : certain(cell);
    }
}
