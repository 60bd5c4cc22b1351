package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.snapshot.StoredSnapshot;
import io.cellport.store.StoreWorker;
import io.vertx.core.Future;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code PUT {cell}/__snapshot/{file}}: streams the body into a temporary file that takes the name once it is complete
 * and safely on the disk. An upload that breaks off, or grows too large, leaves nothing behind.
 */
final class SnapshotUpload implements Endpoint {

    private final RouterServices services;

    private final SnapshotArea area;

    private final StoreWorker worker;

    private final long limit;

    private final int maxFiles;

    SnapshotUpload(RouterServices services) {
        this.services = services;
        this.area = services.snapshots();
        this.worker = services.worker();
        this.limit = services.config().limits().snapshotBytes();
        this.maxFiles = services.config().limits().snapshotsPerCell();
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        String contentType = contentType(exchange);
        String ifMatch = exchange.list(HttpHeaders.IF_MATCH);
        String ifNoneMatch = exchange.list(HttpHeaders.IF_NONE_MATCH);
        BodyReceiver.refuseIfAnnouncedLarger(exchange.request(), limit);
        return worker.run(() -> checked(target, ifMatch, ifNoneMatch))
                .compose(free -> worker.run(area::newTemporaryFile))
                .compose(temporary -> receive(exchange, temporary)
                        .compose(received ->
                                worker.run(() -> store(checked(target, ifMatch, ifNoneMatch), temporary, contentType)))
                        .eventually(() -> worker.run(() -> Files.deleteIfExists(temporary))))
                .compose(stored -> answer(exchange, stored));
    }

    /** As in Personium, {@code If-Match} is about a file that is there: it does not keep one from being created. */
    private SnapshotTarget checked(SnapshotTarget target, String ifMatch, String ifNoneMatch) {
        Optional<StoredSnapshot> present = area.find(target.cellId(), target.fileName());
        if (present.isEmpty() && area.list(target.cellId()).size() >= maxFiles) {
            throw ErrorCode.PR400_DV_0007.exception();
        }
        if (present.map(EntityTags::of)
                .filter(tag ->
                        (ifMatch != null && !EntityTags.names(ifMatch, tag)) || EntityTags.names(ifNoneMatch, tag))
                .isPresent()) {
            throw ErrorCode.PR412_DV_0001.exception();
        }
        return target;
    }

    private Future<Void> receive(Exchange exchange, Path temporary) {
        return services.vertx()
                .fileSystem()
                .open(temporary.toString(), new OpenOptions().setWrite(true).setCreateNew(true))
                .compose(file -> new BodyReceiver(exchange.request(), file, limit).receive());
    }

    private StoredSnapshot store(SnapshotTarget target, Path temporary, String contentType) {
        return area.commit(target.cellId(), target.fileName(), temporary, contentType);
    }

    private static String contentType(Exchange exchange) {
        String sent = exchange.header(HttpHeaders.CONTENT_TYPE);
        return sent == null || sent.isEmpty() ? "application/octet-stream" : sent;
    }

    private static Future<Void> answer(Exchange exchange, StoredSnapshot stored) {
        exchange.response().putHeader(HttpHeaders.ETAG, EntityTags.of(stored));
        return exchange.empty(stored.version() == 1 ? 201 : 204);
    }
}
