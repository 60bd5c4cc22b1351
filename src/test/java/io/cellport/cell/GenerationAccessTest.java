package io.cellport.cell;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;

/** A generation answers by itself. */
class GenerationAccessTest extends AccessContentContract {

    @Override
    public AccessContent content(CellGeneration sealed) {
        return sealed;
    }
}
