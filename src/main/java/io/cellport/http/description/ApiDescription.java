package io.cellport.http.description;

import io.cellport.http.DescriptionFile;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /__openapi.json}: describes every route in OpenAPI 3.1. Open to everybody. {@code frame.json} has what the
 * areas share; each area adds its paths, its tags and the components that only it uses. Belongs to one event loop.
 */
final class ApiDescription implements Endpoint {

    private final UnitUrls urls;

    private final JsonObject document;

    private @Nullable Buffer ready;

    /** @throws IllegalStateException if two parts describe the same path or component */
    ApiDescription(UnitUrls urls, List<JsonObject> parts) {
        this.urls = urls;
        this.document = merge(parts);
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        if (ready == null) {
            ready = describe(urls.unit());
        }
        return exchange.json(200, ready);
    }

    /**
     * The description for one unit, with the version of the program; paths in it begin with the slash that the unit URL
     * ends in.
     */
    private Buffer describe(String unitUrl) {
        JsonObject server = new JsonObject().put("url", unitUrl.substring(0, unitUrl.length() - 1));
        document.getJsonObject("info")
                .put(
                        "version",
                        Optional.ofNullable(ApiDescription.class.getPackage().getImplementationVersion())
                                .orElse("not packaged"));
        return document.put("servers", new JsonArray().add(server)).toBuffer();
    }

    /** The frame with all parts in it. */
    static JsonObject merge(List<JsonObject> parts) {
        JsonObject whole = DescriptionFile.beside(ApiDescription.class, "frame.json");
        for (JsonObject part : parts) {
            part.getJsonArray("tags", new JsonArray()).forEach(whole.getJsonArray("tags")::add);
            add(whole.getJsonObject("paths"), part.getJsonObject("paths"));
            JsonObject components = part.getJsonObject("components", new JsonObject());
            for (String kind : components.fieldNames()) {
                add(whole.getJsonObject("components").getJsonObject(kind), components.getJsonObject(kind));
            }
        }
        return whole;
    }

    private static void add(JsonObject target, JsonObject part) {
        part.forEach(entry -> {
            if (target.containsKey(entry.getKey())) {
                throw new IllegalStateException("described twice: " + entry.getKey());
            }
            target.put(entry.getKey(), entry.getValue());
        });
    }
}
