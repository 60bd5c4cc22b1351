package io.cellport.odata.schema;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A row of a schema. Values of other kinds than expected count as absent: nothing has checked them at the import.
 * Immutable.
 *
 * @param source its {@code _source}
 */
record SchemaRow(String id, JsonObject source) {

    static SchemaRow of(String id, byte[] source) {
        return new SchemaRow(id, new JsonObject(Buffer.buffer(source)));
    }

    String name() {
        return text("s", "Name").orElse("");
    }

    /** The id of the row to which it belongs: {@code l.{type}}. */
    Optional<String> parent(String type) {
        return text("l", type);
    }

    Optional<String> text(String object, String key) {
        return value(object, key, String.class);
    }

    boolean truth(String key, boolean otherwise) {
        return value("s", key, Boolean.class).orElse(otherwise);
    }

    private <T> Optional<T> value(String object, String key, Class<T> kind) {
        return Optional.ofNullable(source.getValue(object))
                .filter(JsonObject.class::isInstance)
                .map(found -> ((JsonObject) found).getValue(key))
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
