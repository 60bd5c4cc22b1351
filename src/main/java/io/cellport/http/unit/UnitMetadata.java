package io.cellport.http.unit;

import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code GET /}: what clients need to know to build cell URLs. Open to everybody. Belongs to one event loop. */
final class UnitMetadata implements Endpoint {

    private final RouterServices services;

    UnitMetadata(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        JsonObject unit = new JsonObject()
                .put("path_based_cellurl_enabled", services.config().unit().pathBasedCellUrl())
                .put("url", services.urls().unit());
        return exchange.json(200, new JsonObject().put("unit", unit).toBuffer());
    }
}
