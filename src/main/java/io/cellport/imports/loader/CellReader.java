package io.cellport.imports.loader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.NotJson;
import io.cellport.json.WholeJson;
import io.cellport.snapshot.zip.ArchiveEntry;
import io.cellport.snapshot.zip.JsonMemory;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.worker.MemoryShare;
import java.util.List;
import java.util.Optional;

/** Reads {@code 00_cell.json}, the cell's own document; all of it but the id and the name is kept. For one thread. */
final class CellReader {

    private static final String TYPE = "Cell";

    private final Limits limits;
    private final WholeJson json;

    CellReader(Limits limits) {
        this.limits = limits;
        json = new WholeJson(limits.jsonDepth(), limits.lineBytes());
    }

    /**
     * Reads the document.
     *
     * @param name name of the target cell, which replaces the one in the document; empty to keep that
     * @param memory lends memory while the document is read
     */
    Document read(SnapshotArchive archive, Optional<String> name, MemoryShare memory) {
        ArchiveEntry entry = archive.cellJson();
        JsonMemory.requireFor(entry.size(), limits, memory);
        return memory.during(JsonMemory.of(entry.size()), () -> document(archive.readSmall(entry), name));
    }

    private Document document(byte[] bytes, Optional<String> newName) {
        JsonNode document =
                json.document(bytes).filter(JsonNode::isObject).orElseThrow(() -> NotJson.of(bytes, 0, bytes.length));
        requireObject(document.path("_source"), "_source");
        requireObject(document.path("_source").path("s"), "s");
        if (!document.path("_type").asText().equals(TYPE)) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "_type", TYPE);
        }
        if (!document.path("_id").isTextual()) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, "_id");
        }
        String name = newName.orElse(document.at("/_source/s/Name").asText());
        return new Document(document.path("_id").textValue(), name, renamed(document.path("_source"), name));
    }

    private static byte[] renamed(JsonNode source, String name) {
        ((ObjectNode) source.path("s")).put("Name", name);
        try {
            return new ObjectMapper().writeValueAsBytes(source);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireObject(JsonNode node, String field) {
        if (!node.isObject()) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, field);
        }
    }

    /**
     * The checked document.
     *
     * @param cellId id of the cell in the snapshot
     * @param name the target cell's name; if it keeps its own, that, or nothing if it has none
     * @param source its {@code _source}, with this name
     */
    record Document(String cellId, String name, byte[] source) {

        /** The row of the target cell. */
        Row.Entity row(CellMapping mapping) {
            return new Row.Entity(TYPE, mapping.to(), mapping.name(), source, List.of());
        }
    }
}
