package io.cellport.json;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * How Vert.x reads and writes its {@code JsonObject}s: token by token. By default it maps classes as well, which nobody
 * here asks it for, and loads 300 classes more for that. Vert.x finds this as a service. Immutable.
 */
public final class StreamedJson implements JsonFactory {

    private static final JsonCodec CODEC = new JacksonCodec();

    @Override
    public JsonCodec codec() {
        return CODEC;
    }
}
