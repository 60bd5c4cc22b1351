package io.cellport.cell;

import java.time.Instant;

/**
 * A cell of the unit.
 *
 * @param id 22 characters of base64url, never reused
 * @param name unique in the unit
 * @param published when it was created
 * @param updated when it was last changed
 * @param generation number of its content when it was found; 0 if nothing had ever been imported
 */
public record Cell(String id, String name, Instant published, Instant updated, long generation) {

    /** Tables that each poll asks have the very same id, so that it need not be compared there. */
    public Cell {
        id = id.intern();
    }
}
