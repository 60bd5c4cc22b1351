package io.cellport.http.snapshots;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.dav.WebDav;
import io.vertx.core.Future;

/**
 * {@code OPTIONS {cell}/__snapshot} and {@code OPTIONS {cell}/__snapshot/{file}}: the methods, and that WebDAV is
 * spoken. Belongs to one event loop.
 */
final class SnapshotOptions {

    private final RouterServices services;

    SnapshotOptions(RouterServices services) {
        this.services = services;
    }

    /** The methods of the collection. */
    public Future<Void> collection(Exchange exchange) {
        exchange.response().putHeader(WebDav.CLASS_NAME, WebDav.CLASS);
        return AllowedMethods.answer(exchange);
    }

    /** The methods of a file; {@code PR404-DV-0001} if it is not there. */
    public Future<Void> file(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        return services.worker().run(() -> target.findIn(services.snapshots())).compose(found -> collection(exchange));
    }
}
