package io.cellport.http.imports;

import io.cellport.http.Resource;
import java.util.List;

/** What lies at {@code {cell}/__import} and below. Immutable. */
public sealed interface ImportResource extends Resource.InCell {

    /** {@code {cell}/__import}. */
    record CellImport(String cell) implements ImportResource {

        @Override
        public boolean confirmsItsCell() {
            return true;
        }
    }

    /** {@code {cell}/__import/runs}. */
    record CellRuns(String cell) implements ImportResource {}

    /** {@code {cell}/__import/runs/{importId}}. */
    record CellRun(String cell, String importId) implements ImportResource {}

    /** Reads the segments behind {@code __import}. */
    static Resource read(String cell, List<String> below) {
        if (below.isEmpty()) {
            return new CellImport(cell);
        }
        if (!below.get(0).equals("runs")) {
            return new CellNothing(cell);
        }
        return switch (below.size()) {
            case 1 -> new CellRuns(cell);
            case 2 -> new CellRun(cell, below.get(1));
            default -> new CellNothing(cell);
        };
    }
}
