package io.cellport.cell;

import io.vertx.core.Future;
import java.util.Optional;

/** Which cell has a name, as every request asks. Futures complete on the caller's context. Safe for several threads. */
public interface CellNames {

    /** The cell of that exact name. How late a change by another node may be seen, the implementation says. */
    Future<Optional<Cell>> find(String name);

    /** Whether a cell that was found a moment ago is still there, as of now. */
    Future<Boolean> isThere(Cell cell);

    /** Tells that this node has created or deleted a cell of that name, or has tried to. */
    void changed(String name);
}
