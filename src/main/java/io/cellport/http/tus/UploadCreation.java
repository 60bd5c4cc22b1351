package io.cellport.http.tus;

import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.snapshots.WriteCondition;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.snapshot.upload.Upload;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code POST {cell}/__upload}: begins an upload, and refuses early what could not be stored now. A file without bytes
 * is stored at once. Belongs to one event loop.
 */
final class UploadCreation implements TusEndpoint.Action {

    private static final CharSequence DEFER_LENGTH = HttpHeaders.createOptimized("Upload-Defer-Length");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final SnapshotArea area;

    private final Transfers transfers;

    private final long limit;

    private final int maxFiles;

    UploadCreation(RouterServices services) {
        this.area = services.snapshots();
        this.transfers = services.uploads();
        this.limit = services.config().limits().snapshotBytes();
        this.maxFiles = services.config().limits().snapshotsPerCell();
    }

    @Override
    public Future<Void> handle(Exchange exchange, Uploads uploads) {
        long length = length(exchange);
        UploadMetadata metadata = UploadMetadata.of(exchange);
        String fileName = metadata.fileName();
        Precondition precondition = WriteCondition.ofUpload(exchange);
        String cellId = exchange.requiredCell().id();
        return transfers
                .begin(
                        cellId,
                        () -> transfers.run(() -> {
                            refuseEarly(cellId, fileName, precondition);
                            return length == 0
                                    ? storeEmpty(cellId, metadata, precondition)
                                    : uploads.create(cellId, fileName, metadata.contentType(), metadata.text(), length);
                        }))
                .compose(upload -> {
                    UploadHeaders.putProgress(exchange.response(), upload);
                    exchange.response().putHeader(HttpHeaders.LOCATION, UploadTarget.url(exchange, upload.id()));
                    return exchange.empty(201);
                });
    }

    private long length(Exchange exchange) {
        String deferred = exchange.header(DEFER_LENGTH);
        if (deferred != null) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, DEFER_LENGTH.toString(), deferred);
        }
        String length = Objects.requireNonNullElse(exchange.header(UploadHeaders.LENGTH), "");
        if (!LENGTH.matcher(length).matches()) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, UploadHeaders.LENGTH.toString(), length);
        }
        if (Long.parseLong(length) > limit) {
            throw ApiException.of(ErrorCode.PR413_DV_0001, Long.toString(limit));
        }
        return Long.parseLong(length);
    }

    /** What becomes a snapshot later is checked again then. */
    private void refuseEarly(String cellId, String fileName, Precondition precondition) {
        Optional<StoredSnapshot> present = area.find(cellId, fileName);
        if (present.isEmpty() && area.list(cellId).size() >= maxFiles) {
            throw ApiException.of(ErrorCode.PR400_DV_0007);
        }
        precondition.check(present);
    }

    private Upload storeEmpty(String cellId, UploadMetadata metadata, Precondition precondition) {
        try (BlobWriter nothing = area.begin(cellId)) {
            StoredSnapshot stored =
                    area.commit(cellId, metadata.fileName(), metadata.contentType(), nothing, precondition);
            return new Upload(
                    stored.blob().id().name(),
                    cellId,
                    stored.fileName(),
                    stored.contentType(),
                    metadata.text(),
                    0,
                    0,
                    Optional.empty());
        }
    }
}
