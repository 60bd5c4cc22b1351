package io.cellport.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.unit.RunRecord;
import io.cellport.imports.inspection.Inspection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what was counted in a snapshot with the record of its import. Stateless. */
final class Comparison {

    private Comparison() {}

    /** Throws a {@link CommandException} if the cell does not hold what the snapshot holds. */
    static void requireEqual(Inspection snapshot, RunRecord record) {
        JsonNode run = record.json();
        SortedMap<String, Long> imported = new TreeMap<>();
        run.path("entities")
                .properties()
                .forEach(type -> imported.put(type.getKey(), type.getValue().asLong()));
        if (!imported.equals(snapshot.contents().entities())) {
            throw different("entities", snapshot.contents().entities(), imported);
        }
        if (run.path("files").asLong() != snapshot.contents().files()) {
            throw different("files", snapshot.contents().files(), run.path("files"));
        }
    }

    private static CommandException different(String what, Object inSnapshot, Object inCell) {
        return new CommandException("The cell does not hold what the snapshot holds: %s %s, but %s in the snapshot"
                .formatted(what, inCell, inSnapshot));
    }
}
