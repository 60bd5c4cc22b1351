package io.cellport.http.imports;

import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.CancelImport;
import io.vertx.core.Future;

/** {@code DELETE {cell}/__import}: cancels the active import. Cellport's own. Belongs to one event loop. */
final class CancelImportEndpoint implements Endpoint {

    private final RouterServices services;

    CancelImportEndpoint(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        CancelImport message =
                new CancelImport(exchange.key(), exchange.requiredCell().id());
        return services.vertx()
                .eventBus()
                .request(Addresses.IMPORT_CANCEL, message, StartImportEndpoint.OPTIONS)
                .compose(cancelled -> exchange.empty(202));
    }
}
