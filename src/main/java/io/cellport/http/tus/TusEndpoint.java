package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * What all requests of the protocol have in common: a client says which version it speaks. A cluster has no resumable
 * uploads. Belongs to one event loop.
 */
final class TusEndpoint implements Endpoint {

    static final CharSequence RESUMABLE = HttpHeaders.createOptimized("Tus-Resumable");

    static final CharSequence SUPPORTED = HttpHeaders.createOptimized("Tus-Version");

    static final String VERSION = "1.0.0";

    private final Optional<Uploads> uploads;

    private final Action action;

    /** Carries out a request whose client speaks the protocol. */
    @FunctionalInterface
    interface Action {
        Future<Void> handle(Exchange exchange, Uploads uploads);
    }

    /** @param uploads empty in a cluster */
    TusEndpoint(Optional<Uploads> uploads, Action action) {
        this.uploads = uploads;
        this.action = action;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        Uploads present = offered(uploads);
        if (!VERSION.equals(exchange.header(RESUMABLE))) {
            exchange.response().putHeader(SUPPORTED, VERSION);
            throw ApiException.of(ErrorCode.PR412_MC_0001, RESUMABLE.toString());
        }
        return action.handle(exchange, present);
    }

    /**
     * The uploads of this unit.
     *
     * @throws ApiException {@code PR501-MC-0002} in a cluster
     */
    static Uploads offered(Optional<Uploads> uploads) {
        return uploads.orElseThrow(() -> ApiException.of(ErrorCode.PR501_MC_0002, "Resumable upload to a cluster"));
    }
}
