package io.cellport.http.cell;

import io.cellport.http.Resource;
import java.util.List;

/** What lies at the reserved names in a cell that this area takes. Immutable. */
sealed interface CellResource extends Resource.InCell {

    /** {@code {cell}/__box}. */
    record CellBoxUrl(String cell) implements CellResource {}

    /** {@code {cell}/__role}. */
    record CellRoles(String cell) implements CellResource {}

    /** {@code {cell}/__role/{box}}; whether there is such a box is not asked. */
    record CellRolesOfBox(String cell, String box) implements CellResource {}

    /** {@code {cell}/__role/{box}/{role}}: the URL by which a role is known; whether there is one is not asked. */
    record CellRole(String cell, String box, String role) implements CellResource {}

    /** Reads the segments behind {@code __role}. */
    static Resource readRole(String cell, List<String> below) {
        return switch (below.contains("") ? -1 : below.size()) {
            case 0 -> new CellRoles(cell);
            case 1 -> new CellRolesOfBox(cell, below.get(0));
            case 2 -> new CellRole(cell, below.get(0), below.get(1));
            default -> new CellNothing(cell);
        };
    }

    /** Reads the segments behind {@code __box}. */
    static Resource readBoxUrl(String cell, List<String> below) {
        return below.isEmpty() ? new CellBoxUrl(cell) : new CellNothing(cell);
    }
}
