package io.cellport.http.cell;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.MediaRanges;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;

/**
 * {@code GET {cell}}: names the cell, as JSON or XML. Open to everybody. Whoever asks for neither wants the page that
 * the cell's owner has chosen, and none can be chosen here. Belongs to one event loop.
 */
final class CellMetadata implements Endpoint {

    private static final CharSequence XML = HttpHeaders.createOptimized("application/xml");

    private final UnitUrls urls;

    CellMetadata(UnitUrls urls) {
        this.urls = urls;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        MediaRanges accepted = MediaRanges.of(exchange);
        if (accepted.name("application/json")) {
            return exchange.json(200, json(exchange));
        }
        if (accepted.name("application/xml")) {
            return exchange.body(200, XML, xml(exchange));
        }
        throw ApiException.of(ErrorCode.PR412_UI_0001, "relayhtmlurl");
    }

    private Buffer json(Exchange exchange) {
        JsonObject cell =
                new JsonObject().put("name", exchange.requiredCell().name()).put("url", exchange.realm());
        return new JsonObject().put("cell", cell).put("unit", urls.described()).toBuffer();
    }

    /** Ids and URLs have no characters that would have to be escaped. */
    private static Buffer xml(Exchange exchange) {
        Cell cell = exchange.requiredCell();
        return Buffer.buffer("<?xml version=\"1.0\" encoding=\"UTF-8\"?><cell xmlns=\"urn:x-personium:xmlns\"><uuid>"
                + cell.id() + "</uuid><ctl>" + exchange.realm() + "__ctl/</ctl></cell>");
    }
}
