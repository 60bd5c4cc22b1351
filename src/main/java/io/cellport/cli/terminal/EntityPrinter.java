package io.cellport.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Prints entities, page after page. For one thread. */
public interface EntityPrinter {

    void print(List<JsonNode> rows);

    /** An entity without what only says where it and its relations are. */
    static JsonNode bare(JsonNode row) {
        if (!(row instanceof ObjectNode object)) {
            return row;
        }
        ObjectNode bare = object.objectNode();
        object.properties().forEach(field -> {
            boolean isAddress =
                    field.getKey().equals("__metadata") || field.getValue().has("__deferred");
            if (!isAddress) {
                bare.set(field.getKey(), bare(field.getValue()));
            }
        });
        return bare;
    }
}
