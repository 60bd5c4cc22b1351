package io.cellport.cell.content;

import io.cellport.cell.generation.StoredEntity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A box.
 *
 * @param directory where it is below {@code 20_webdav/}: its id, or {@code __} for the main box
 * @param name its name in URLs
 * @param schema URL of the application that it is for; empty for the main box, whose schema is the cell
 * @param created when it was installed
 */
public record StoredBox(String directory, String name, Optional<String> schema, Instant created, Instant updated) {

    /** Name and directory of the box that every cell has. */
    public static final String MAIN = "__";

    /** The main box, which has no entity. */
    static final StoredBox MAIN_BOX = new StoredBox(MAIN, MAIN, Optional.empty(), Instant.EPOCH, Instant.EPOCH);

    /** The box that a row of type {@code Box} is. */
    public static StoredBox of(StoredEntity entity) {
        JsonObject source = new JsonObject(Buffer.buffer(entity.source()));
        JsonObject values = source.getValue("s") instanceof JsonObject object ? object : new JsonObject();
        return new StoredBox(
                entity.id(),
                entity.key(),
                values.getValue("Schema") instanceof String schema ? Optional.of(schema) : Optional.empty(),
                time(source.getValue("p")),
                time(source.getValue("u")));
    }

    private static Instant time(Object millis) {
        return Instant.ofEpochMilli(millis instanceof Number number ? number.longValue() : 0);
    }

    public boolean isMain() {
        return directory.equals(MAIN);
    }
}
