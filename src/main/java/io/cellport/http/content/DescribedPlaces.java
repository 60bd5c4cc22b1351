package io.cellport.http.content;

import io.cellport.cell.content.StoredBox;
import io.cellport.http.ContentOrigin;
import io.cellport.http.ContentResource.ContentBox;
import io.cellport.http.ContentResource.ContentCollection;
import io.cellport.http.Exchange;
import io.cellport.http.MediaRanges;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * {@code GET} of what has no content of its own: {@code {cell}/{box}} in JSON, and a collection in a line of text.
 * Belongs to one event loop.
 */
final class DescribedPlaces {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String TEXT = "text/plain";

    private final UnitUrls urls;

    DescribedPlaces(UnitUrls urls) {
        this.urls = urls;
    }

    /** What a box is and where. As in Personium, it is labelled with the first type that the client accepts. */
    public Future<Void> box(Exchange exchange) {
        ContentBox resource = (ContentBox) exchange.resource();
        StoredBox box = resource.box();
        String cellUrl = exchange.realm();
        JsonObject document = new JsonObject()
                .put("cell", new JsonObject().put("name", resource.cell()).put("url", cellUrl))
                .put(
                        "box",
                        new JsonObject()
                                .put(
                                        "schema",
                                        box.isMain() ? cellUrl : box.schema().orElse(null))
                                .put("installed_at", TIME.format(box.isMain() ? Instant.EPOCH : box.created()))
                                .put("name", box.name())
                                .put("url", cellUrl + box.name() + "/")
                                .put("status", "ready"))
                .put("unit", urls.described());
        ContentOrigin.isolate(exchange.response());
        String body = document.encode().replace("/", "\\/");
        return exchange.body(200, MediaRanges.of(exchange).label(), Buffer.buffer(body));
    }

    /** The URL of a collection. */
    public Future<Void> collection(Exchange exchange) {
        String url = ((ContentCollection) exchange.resource()).url(exchange.realm());
        ContentOrigin.isolate(exchange.response());
        return exchange.body(200, TEXT, Buffer.buffer("URL : " + url + "\n"));
    }
}
