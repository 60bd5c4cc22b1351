package io.cellport.cell;

import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A store under test, and ways to fill it. */
public interface FilledStore {
    CellStore store();

    /** Makes a sealed generation the current one, the way the journal does. */
    void activate(String cellId, long generation);

    /** Whether the store holds anything of a generation. */
    boolean isStored(Cell cell, long number);

    /** Builds and seals a generation of these rows. */
    default GenerationSummary build(Cell cell, long number, List<Row> rows) {
        try (GenerationWriter writer = store().build(cell.id(), number)) {
            writer.write(rows, new Checkpoint(1, rows.size(), 0));
            return writer.seal(() -> {});
        }
    }

    static Entity entity(String type, String id, String key) {
        return new Entity(type, id, key, json(), List.of());
    }

    static byte[] json() {
        return "{\"s\":{}}".getBytes(StandardCharsets.UTF_8);
    }
}
