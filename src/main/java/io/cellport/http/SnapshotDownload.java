package io.cellport.http;

import io.cellport.snapshot.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** {@code GET} and {@code HEAD {cell}/__snapshot/{file}}: streams the file as fast as the client reads. */
final class SnapshotDownload implements Endpoint {

    private static final int PIECE_BYTES = 64 << 10;

    private final RouterServices services;

    SnapshotDownload(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        return services.worker()
                .run(() -> target.findIn(services.snapshots()))
                .compose(snapshot -> answer(exchange, snapshot));
    }

    private Future<Void> answer(Exchange exchange, StoredSnapshot snapshot) {
        exchange.response().putHeader(HttpHeaders.ETAG, EntityTags.of(snapshot));
        if (EntityTags.names(exchange.header(HttpHeaders.IF_NONE_MATCH), EntityTags.of(snapshot))) {
            return exchange.empty(304);
        }
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            return describe(exchange, snapshot).response().end();
        }
        return services.vertx()
                .fileSystem()
                .open(
                        snapshot.file().toString(),
                        new OpenOptions().setRead(true).setCreate(false))
                .compose(file -> send(exchange, snapshot, file));
    }

    private static Future<Void> send(Exchange exchange, StoredSnapshot snapshot, AsyncFile file) {
        file.setReadBufferSize(PIECE_BYTES).setReadLength(snapshot.size());
        return file.pipe()
                .endOnComplete(true)
                .to(describe(exchange, snapshot).response())
                .eventually(() -> file.close());
    }

    private static Exchange describe(Exchange exchange, StoredSnapshot snapshot) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, snapshot.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(snapshot.size()));
        return exchange;
    }
}
