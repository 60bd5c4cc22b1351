package io.cellport.http.snapshots;

import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.message.ByteRange;
import io.cellport.http.message.EntityTag;
import io.cellport.http.message.EntityTags;
import io.cellport.http.part.PartSender;
import io.cellport.snapshot.area.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code GET} and {@code HEAD {cell}/__snapshot/{file}}: streams the file, or the range that is asked for, as fast as
 * the client reads. Whatever type the uploader gave, the file is sent as a zip to be kept: if a browser displayed it,
 * it could act for whoever is logged in to the unit. Belongs to one event loop.
 */
final class SnapshotDownload implements Endpoint {

    private static final CharSequence ZIP = HttpHeaders.createOptimized("application/zip");

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
        EntityTag tag = EntityTag.of(snapshot);
        EntityTags ifMatch = EntityTags.parse(exchange.list(HttpHeaders.IF_MATCH));
        if (ifMatch.isPresent() && !ifMatch.nameStrongly(tag)) {
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        }
        exchange.response().putHeader(HttpHeaders.ETAG, tag.toString());
        if (EntityTags.parse(exchange.list(HttpHeaders.IF_NONE_MATCH)).nameWeakly(tag)) {
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
            throw ApiException.of(ErrorCode.PR416_DV_0001, Long.toString(snapshot.size()));
        }
        return part.isPresent()
                ? send(exchange, snapshot, 206, part.get())
                : send(exchange, snapshot, 200, new ByteRange(0, snapshot.size()));
    }

    /** The range asked for, unless the client has another version of the file, to which the range would not fit. */
    private static Optional<ByteRange> range(Exchange exchange, StoredSnapshot snapshot) {
        String ifRange = exchange.header("If-Range");
        return ifRange == null || ifRange.equals(EntityTag.of(snapshot).toString())
                ? ByteRange.of(exchange.header("Range"), snapshot.size())
                : Optional.empty();
    }

    private Future<Void> send(Exchange exchange, StoredSnapshot snapshot, int status, ByteRange part) {
        Transfers downloads = services.downloads();
        return downloads.begin(
                exchange.requiredCell().id(),
                () -> downloads
                        .run(() -> open(snapshot))
                        .compose(blob -> Future.<Void>succeededFuture()
                                .compose(opened -> {
                                    describe(exchange.answer(status), snapshot, part.length());
                                    return PartSender.of(blob, exchange, downloads)
                                            .send(part);
                                })
                                .eventually(() -> downloads.run(() -> close(blob)))));
    }

    private BlobReader open(StoredSnapshot snapshot) {
        return services.snapshots()
                .open(snapshot.blob().id())
                .orElseThrow(() -> ApiException.of(ErrorCode.PR503_DV_0001));
    }

    private static Void close(BlobReader blob) throws IOException {
        blob.close();
        return null;
    }

    private static HttpServerResponse describe(HttpServerResponse response, StoredSnapshot snapshot, long length) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, ZIP)
                .putHeader("Content-Disposition", "attachment; filename=\"" + snapshot.fileName() + "\"")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
}
