package io.cellport.cell;

import io.cellport.cell.extract.ExtractedAccess;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;

/** An extract in memory answers after the generation is closed. */
class ExtractedAccessTest extends AccessContentContract {

    @Override
    public AccessContent content(CellGeneration sealed) {
        try (sealed) {
            return new ExtractedAccess(sealed.number(), RememberedRows.of(sealed));
        }
    }
}
