package io.cellport.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.config.Limits;
import io.cellport.json.WholeJson;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.SnapshotArchive;
import io.cellport.store.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code 00_cell.json}: the cell's own document, which keeps everything but its id and its name. */
final class CellReader {

    private static final String TYPE = "Cell";

    private final WholeJson json;

    CellReader(Limits limits) {
        json = new WholeJson(limits.jsonDepth(), limits.lineBytes());
    }

    /** The document, and what it says the snapshot's cell is called by the other entries. */
    Document read(SnapshotArchive archive) {
        byte[] bytes = archive.readSmall(archive.cellJson());
        JsonNode document = json.document(bytes)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> ErrorCode.PR400_CM_0004.exception(new String(bytes, StandardCharsets.UTF_8)));
        requireObject(document.path("_source"), "_source");
        requireObject(document.path("_source").path("s"), "s");
        if (!document.path("_type").asText().equals(TYPE)) {
            throw ErrorCode.PR400_CM_0002.exception("_type", TYPE);
        }
        if (!document.path("_id").isTextual()) {
            throw ErrorCode.PR400_CM_0001.exception("_id");
        }
        return new Document(document.path("_id").textValue(), (ObjectNode) document.path("_source"));
    }

    private static void requireObject(JsonNode node, String field) {
        if (!node.isObject()) {
            throw ErrorCode.PR400_CM_0001.exception(field);
        }
    }

    /**
     * The checked document.
     *
     * @param cellId id of the cell in the snapshot
     * @param source its {@code _source}
     */
    record Document(String cellId, ObjectNode source) {

        /** The row of the target cell; called once, because it renames the document itself. */
        Row.Entity row(CellMapping mapping) {
            ((ObjectNode) source.path("s")).put("Name", mapping.name());
            try {
                byte[] renamed = new ObjectMapper().writeValueAsBytes(source);
                return new Row.Entity(TYPE, mapping.to(), mapping.name(), renamed, List.of());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
