package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cell.Cell;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The documents of a snapshot that are no copies: what it is, and the cell itself. A cell into which nothing was
 * imported gets those that the reference gives a new cell. Immutable.
 */
record CellDocuments(Cell cell) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first entry of a snapshot. */
    static byte[] manifest(String unitUrl, Instant created) {
        return "{\"export_version\":2,\"unit_url\":%s,\"create_date\":%d}"
                .formatted(JsonText.quoted(unitUrl), created.toEpochMilli())
                .getBytes(UTF_8);
    }

    /**
     * Writes the cell's document, with its present name.
     *
     * @param source the {@code _source} that was imported
     */
    void write(byte[] source, OutputStream target) throws IOException {
        JsonNode document = JSON.readTree(source);
        ((ObjectNode) document.path("s")).put("Name", cell.name());
        EntityDocument.ofCell()
                .write(JSON.writeValueAsBytes(document), cell.id().getBytes(UTF_8), target);
    }

    /** The {@code _source} of a new cell. */
    byte[] source() {
        return "{\"p\":%d,\"a\":{},\"s\":{\"Name\":%s},\"d\":{},\"u\":%d,\"h\":{},\"l\":{},\"type\":\"Cell\"}"
                .formatted(published(), JsonText.quoted(cell.name()), published())
                .getBytes(UTF_8);
    }

    /** The properties of a new cell. */
    byte[] properties() {
        return "{\"p\":%d,\"cs\":\"normal\",\"a\":{},\"d\":{},\"t\":\"Cell\",\"u\":%d,\"v\":1,\"i\":%s}"
                .formatted(published(), published(), JsonText.quoted(cell.id()))
                .getBytes(UTF_8);
    }

    /** The properties of the main box of a new cell; the box has the id of its cell. */
    byte[] mainBox() {
        return "{\"p\":%d,\"a\":{},\"d\":{},\"t\":\"col.box\",\"u\":%d,\"v\":1,\"i\":%s}"
                .formatted(published(), published(), JsonText.quoted(cell.id()))
                .getBytes(UTF_8);
    }

    private long published() {
        return cell.published().toEpochMilli();
    }
}
