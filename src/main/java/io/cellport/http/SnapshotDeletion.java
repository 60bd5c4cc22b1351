package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.cellport.snapshot.Precondition;
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
        Precondition precondition = precondition(exchange);
        return services.uploads()
                .begin(target.cellId(), () -> services.uploads().run(() -> delete(target, precondition)))
                .compose(deleted -> exchange.empty(204));
    }

    private static Precondition precondition(Exchange exchange) {
        String ifMatch = exchange.list(HttpHeaders.IF_MATCH);
        return present -> {
            if (ifMatch != null
                    && present.map(EntityTags::of)
                            .filter(tag -> !EntityTags.names(ifMatch, tag))
                            .isPresent()) {
                throw ErrorCode.PR412_DV_0001.exception();
            }
        };
    }

    private Void delete(SnapshotTarget target, Precondition precondition) {
        if (!services.snapshots().delete(target.cellId(), target.fileName(), precondition)) {
            throw target.notFound();
        }
        return null;
    }
}
