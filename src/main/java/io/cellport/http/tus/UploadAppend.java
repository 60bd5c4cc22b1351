package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyHeaders;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.snapshots.WriteCondition;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/** {@code PATCH {cell}/__upload/{id}}: appends the body to an upload. Belongs to one event loop. */
final class UploadAppend implements TusEndpoint.Action {

    private static final String TYPE = "application/offset+octet-stream";

    private final Transfers transfers;

    UploadAppend(RouterServices services) {
        this.transfers = services.uploads();
    }

    @Override
    public Future<Void> handle(Exchange exchange, Uploads uploads) {
        UploadTarget target = UploadTarget.of(exchange);
        if (!TYPE.equalsIgnoreCase(exchange.header(HttpHeaders.CONTENT_TYPE))) {
            throw ApiException.of(ErrorCode.PR415_MC_0001);
        }
        BodyHeaders.check(exchange);
        String offset = exchange.header(UploadHeaders.OFFSET);
        if (offset == null) {
            throw ApiException.of(ErrorCode.PR400_OD_0041, UploadHeaders.OFFSET.toString(), "");
        }
        AppendedBody body = new AppendedBody(
                exchange, transfers, offset, BodyChecksum.of(exchange), WriteCondition.ofUpload(exchange));
        return transfers
                .begin(
                        target.cellId(),
                        () -> transfers
                                .run(() -> body.check(target.findIn(uploads)))
                                .compose(upload ->
                                        upload.isComplete() ? Future.succeededFuture() : body.append(target, uploads))
                                .compose(appended -> transfers.run(() -> target.findIn(uploads))))
                .compose(upload -> {
                    UploadHeaders.putProgress(exchange.response(), upload);
                    return exchange.empty(204);
                });
    }
}
