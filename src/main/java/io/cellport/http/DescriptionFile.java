package io.cellport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads the JSON files that make up the description of the API. Meant for the start, when nobody waits. Stateless. */
public final class DescriptionFile {

    private DescriptionFile() {}

    /** The JSON of a resource file that lies beside a class. */
    public static JsonObject beside(Class<?> type, String name) {
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name), name)) {
            return Buffer.buffer(in.readAllBytes()).toJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
