package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.cellport.snapshot.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/** {@code DELETE {cell}/__snapshot/{file}}. */
final class SnapshotDeletion implements Endpoint {

    private final RouterServices services;

    SnapshotDeletion(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        String ifMatch = exchange.list(HttpHeaders.IF_MATCH);
        return services.worker().run(() -> delete(target, ifMatch)).compose(deleted -> exchange.empty(204));
    }

    private StoredSnapshot delete(SnapshotTarget target, String ifMatch) {
        StoredSnapshot snapshot = target.findIn(services.snapshots());
        if (ifMatch != null && !EntityTags.names(ifMatch, EntityTags.of(snapshot))) {
            throw ErrorCode.PR412_DV_0001.exception();
        }
        if (!services.snapshots().delete(target.cellId(), target.fileName())) {
            throw target.notFound();
        }
        return snapshot;
    }
}
