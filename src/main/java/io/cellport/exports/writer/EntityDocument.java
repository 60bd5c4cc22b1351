package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * The JSON of an entity in a snapshot: {@code {"_index", "_type", "_source", "_id"}}, in Personium's order. The index
 * is one of the reference's store; nothing reads it. For one thread.
 */
final class EntityDocument {

    private static final byte[] ID = ",\"_id\":".getBytes(UTF_8);

    private final byte[] beginning;

    private EntityDocument(String index, String type) {
        beginning = "{\"_index\":%s,\"_type\":%s,\"_source\":"
                .formatted(JsonText.quoted(index), JsonText.quoted(type))
                .getBytes(UTF_8);
    }

    /** The documents of a cell's entities of a type. */
    static EntityDocument ofType(String type) {
        return new EntityDocument("u0_anon." + type.toLowerCase(Locale.ROOT), type);
    }

    /** The document of a cell itself. */
    static EntityDocument ofCell() {
        return new EntityDocument("u0_ad.cell", "Cell");
    }

    /** @param id UTF-8 */
    void write(byte[] source, byte[] id, OutputStream target) throws IOException {
        target.write(beginning);
        target.write(source);
        target.write(ID);
        target.write('"');
        target.write(JsonText.escaped(id));
        target.write('"');
        target.write('}');
    }
}
