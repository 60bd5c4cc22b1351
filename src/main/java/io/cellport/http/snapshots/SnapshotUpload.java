package io.cellport.http.snapshots;

import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyHeaders;
import io.cellport.http.BodyReceiver;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.Rounds;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.message.EntityTag;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PUT {cell}/__snapshot/{file}}: streams the body into a blob, which takes the name once it is complete and
 * safely on the disk. An upload that breaks off or grows too large leaves nothing. Belongs to one event loop.
 */
final class SnapshotUpload implements Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotUpload.class);

    private final SnapshotArea area;

    private final Transfers uploads;

    private final long limit;

    private final int maxFiles;

    SnapshotUpload(RouterServices services) {
        this.area = services.snapshots();
        this.uploads = services.uploads();
        this.limit = services.config().limits().snapshotBytes();
        this.maxFiles = services.config().limits().snapshotsPerCell();
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        SnapshotTarget target = SnapshotTarget.of(exchange);
        String contentType = contentType(exchange);
        Precondition precondition = WriteCondition.ofUpload(exchange);
        ExpectedDigest digest = ExpectedDigest.of(exchange);
        BodyHeaders.check(exchange);
        BodyReceiver.refuseIfAnnouncedLarger(exchange.request(), limit);
        return uploads.begin(
                        target.cellId(),
                        () -> uploads.run(() -> begin(target, precondition))
                                .compose(bytes -> receive(exchange, bytes)
                                        .compose(received -> uploads.run(() -> {
                                            digest.check(bytes.sha256());
                                            return area.commit(
                                                    target.cellId(),
                                                    target.fileName(),
                                                    contentType,
                                                    bytes,
                                                    precondition);
                                        }))
                                        .eventually(() -> uploads.run(() -> close(bytes)))))
                .compose(stored -> answer(exchange, stored));
    }

    private Future<Void> receive(Exchange exchange, BlobWriter bytes) {
        BodyReceiver receiver = new BodyReceiver(exchange.request(), bytes::write, uploads, limit);
        Future<Void> received = receiver.receive();
        Rounds.until(received, BodyReceiver.PACE_ROUND, receiver::checkPace);
        return received;
    }

    /** Refuses early what could not be stored now. The commit decides: things may have changed by then. */
    private BlobWriter begin(SnapshotTarget target, Precondition precondition) {
        Optional<StoredSnapshot> present = area.find(target.cellId(), target.fileName());
        if (present.isEmpty() && area.list(target.cellId()).size() >= maxFiles) {
            throw ApiException.of(ErrorCode.PR400_DV_0007);
        }
        precondition.check(present);
        return area.begin(target.cellId());
    }

    private static Void close(BlobWriter bytes) {
        try {
            bytes.close();
        } catch (RuntimeException e) {
            LOG.warn("an upload cannot be thrown away now; the next start tries again", e);
        }
        return null;
    }

    private static String contentType(Exchange exchange) {
        String sent = exchange.header(HttpHeaders.CONTENT_TYPE);
        return sent == null || sent.isEmpty() ? "application/octet-stream" : sent;
    }

    private static Future<Void> answer(Exchange exchange, StoredSnapshot stored) {
        exchange.response().putHeader(HttpHeaders.ETAG, EntityTag.of(stored).toString());
        return exchange.empty(stored.version() == 1 ? 201 : 204);
    }
}
