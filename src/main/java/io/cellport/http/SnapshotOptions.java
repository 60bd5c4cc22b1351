package io.cellport.http;

import io.vertx.core.Future;

/** {@code OPTIONS {cell}/__snapshot/{file}}: tells the methods of a file that is there. */
final class SnapshotOptions implements Endpoint {

    private final RouterServices services;

    SnapshotOptions(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        return services.worker()
                .run(() -> target.findIn(services.snapshots()))
                .compose(found -> AllowedMethods.answer(exchange));
    }
}
