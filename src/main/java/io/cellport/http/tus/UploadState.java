package io.cellport.http.tus;

import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.snapshot.upload.Upload;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code HEAD} and {@code GET {cell}/__upload/{id}}: how far an upload has come. Belongs to one event loop. */
final class UploadState implements TusEndpoint.Action {

    private final RouterServices services;

    UploadState(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange, Uploads uploads) {
        UploadTarget target = UploadTarget.of(exchange);
        return services.worker().run(() -> target.findIn(uploads)).compose(upload -> {
            UploadHeaders.putState(exchange.response(), upload);
            return exchange.json(200, json(upload).toBuffer());
        });
    }

    private static JsonObject json(Upload upload) {
        JsonObject state = new JsonObject()
                .put("name", upload.fileName())
                .put("length", upload.length())
                .put("offset", upload.offset())
                .put("complete", upload.isComplete());
        upload.expires().ifPresent(when -> state.put("expires", when));
        return state;
    }
}
