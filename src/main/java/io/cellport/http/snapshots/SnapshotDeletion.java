package io.cellport.http.snapshots;

import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.snapshot.area.Precondition;
import io.vertx.core.Future;

/** {@code DELETE {cell}/__snapshot/{file}}. Belongs to one event loop. */
final class SnapshotDeletion implements Endpoint {

    private final RouterServices services;

    SnapshotDeletion(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        Precondition precondition = WriteCondition.ofDeletion(exchange);
        return services.uploads()
                .begin(target.cellId(), () -> services.uploads().run(() -> delete(target, precondition)))
                .compose(deleted -> exchange.empty(204));
    }

    private Void delete(SnapshotTarget target, Precondition precondition) {
        if (!services.snapshots().delete(target.cellId(), target.fileName(), precondition)) {
            throw target.notFound();
        }
        return null;
    }
}
