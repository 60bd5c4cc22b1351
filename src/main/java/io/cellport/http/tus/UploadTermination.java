package io.cellport.http.tus;

import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.snapshot.upload.Upload;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;

/**
 * {@code DELETE {cell}/__upload/{id}}: gives an upload up; of a complete one it deletes the snapshot file. Belongs to
 * one event loop.
 */
final class UploadTermination implements TusEndpoint.Action {

    private final RouterServices services;

    UploadTermination(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange, Uploads uploads) {
        UploadTarget target = UploadTarget.of(exchange);
        return services.uploads()
                .begin(
                        target.cellId(),
                        () -> services.uploads().run(() -> {
                            Upload upload = target.findIn(uploads);
                            if (!(upload.isComplete() ? deleteSnapshot(target, upload) : delete(target, uploads))) {
                                throw target.notFound();
                            }
                            return true;
                        }))
                .compose(deleted -> exchange.empty(204));
    }

    private static boolean delete(UploadTarget target, Uploads uploads) {
        return uploads.delete(target.cellId(), target.id());
    }

    /** Another file of the same name stays. */
    private boolean deleteSnapshot(UploadTarget target, Upload upload) {
        return services.snapshots().delete(target.cellId(), upload.fileName(), present -> {
            if (!present.map(file -> file.blob().id().name().equals(target.id()))
                    .orElse(false)) {
                throw target.notFound();
            }
        });
    }
}
