package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.cellport.snapshot.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * {@code GET} and {@code HEAD {cell}/__snapshot/{file}}: streams the file, or the range of it that is asked for, as fast as
 * the client reads.
 */
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
        String tag = EntityTags.of(snapshot);
        String ifMatch = exchange.list(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !EntityTags.names(ifMatch, tag)) {
            throw ErrorCode.PR412_DV_0001.exception();
        }
        exchange.response().putHeader(HttpHeaders.ETAG, tag);
        if (EntityTags.names(exchange.list(HttpHeaders.IF_NONE_MATCH), tag)) {
            return exchange.empty(304);
        }
        exchange.response().putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            return describe(exchange.answer(200), snapshot, snapshot.size()).end();
        }
        Optional<ByteRange> part = range(exchange, snapshot);
        part.ifPresent(
                range -> exchange.response().putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(snapshot.size())));
        if (part.filter(ByteRange::isEmpty).isPresent()) {
            throw ErrorCode.PR416_DV_0001.exception(Long.toString(snapshot.size()));
        }
        return open(snapshot)
                .compose(file -> part.isPresent()
                        ? send(exchange, snapshot, file, 206, part.get())
                        : send(exchange, snapshot, file, 200, new ByteRange(0, snapshot.size())));
    }

    /** A range of another version than the client has would not fit what it has. */
    private static Optional<ByteRange> range(Exchange exchange, StoredSnapshot snapshot) {
        String ifRange = exchange.header("If-Range");
        return ifRange == null || ifRange.equals(EntityTags.of(snapshot))
                ? ByteRange.of(exchange.header("Range"), snapshot.size())
                : Optional.empty();
    }

    private Future<AsyncFile> open(StoredSnapshot snapshot) {
        return services.vertx()
                .fileSystem()
                .open(
                        snapshot.file().toString(),
                        new OpenOptions().setRead(true).setCreate(false))
                .recover(failure -> Future.failedFuture(
                        failure.getCause() instanceof NoSuchFileException
                                ? ErrorCode.PR503_DV_0001.exception()
                                : failure));
    }

    private static Future<Void> send(
            Exchange exchange, StoredSnapshot snapshot, AsyncFile file, int status, ByteRange part) {
        file.setReadBufferSize(PIECE_BYTES).setReadPos(part.first()).setReadLength(part.length());
        HttpServerResponse response = describe(exchange.answer(status), snapshot, part.length());
        return file.pipe().endOnComplete(true).to(response).eventually(() -> file.close());
    }

    private static HttpServerResponse describe(HttpServerResponse response, StoredSnapshot snapshot, long length) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, snapshot.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
}
