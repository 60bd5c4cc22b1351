package io.cellport.http.cell;

import io.cellport.http.Resource;
import java.util.List;

/** What lies at the reserved names in a cell that this area takes. Immutable. */
sealed interface CellResource extends Resource.InCell {

    /** {@code {cell}/__box}. */
    record CellBoxUrl(String cell) implements CellResource {}

    /** Reads the segments behind {@code __box}. */
    static Resource readBoxUrl(String cell, List<String> below) {
        return below.isEmpty() ? new CellBoxUrl(cell) : new CellNothing(cell);
    }
}
