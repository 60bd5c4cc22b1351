package io.cellport.http.exports;

import io.cellport.exports.message.CancelExport;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;

/** {@code DELETE {cell}/__export}: cancels the active export. Cellport's own. Belongs to one event loop. */
final class CancelExportEndpoint implements Endpoint {

    private final RouterServices services;

    CancelExportEndpoint(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        CancelExport message =
                new CancelExport(exchange.key(), exchange.requiredCell().id());
        return services.vertx()
                .eventBus()
                .request(ExportAddresses.CANCEL, message, StartExportEndpoint.OPTIONS)
                .compose(cancelled -> exchange.empty(202));
    }
}
