package io.cellport.http.exports;

import io.cellport.http.Resource;
import java.util.List;

/** What lies at {@code {cell}/__export} and below. Immutable. */
public sealed interface ExportResource extends Resource.InCell {

    /** {@code {cell}/__export}. */
    record CellExport(String cell) implements ExportResource {}

    /** {@code {cell}/__export/runs}. */
    record CellExportRuns(String cell) implements ExportResource {}

    /** {@code {cell}/__export/runs/{exportId}}. */
    record CellExportRun(String cell, String exportId) implements ExportResource {}

    /** Reads the segments behind {@code __export}. */
    static Resource read(String cell, List<String> below) {
        if (below.isEmpty()) {
            return new CellExport(cell);
        }
        if (!below.get(0).equals("runs")) {
            return new CellNothing(cell);
        }
        return switch (below.size()) {
            case 1 -> new CellExportRuns(cell);
            case 2 -> new CellExportRun(cell, below.get(1));
            default -> new CellNothing(cell);
        };
    }
}
