package io.cellport.http.unit;

import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /__openapi.json}: describes every route in OpenAPI 3.1. Open to everybody. Belongs to one event loop. */
public final class ApiDescription implements Endpoint {

    private static final Buffer STORED = read();

    private final UnitUrls urls;

    private Buffer description;

    public ApiDescription(RouterServices services) {
        this.urls = services.urls();
    }

    private static Buffer read() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi.json")) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        if (description == null) {
            description = describe(urls.unit());
        }
        return exchange.json(200, description);
    }

    /** The stored description for one unit; paths in it begin with the slash that the unit URL ends in. */
    private static Buffer describe(String unitUrl) {
        JsonObject server = new JsonObject().put("url", unitUrl.substring(0, unitUrl.length() - 1));
        return STORED.toJsonObject().put("servers", new JsonArray().add(server)).toBuffer();
    }
}
