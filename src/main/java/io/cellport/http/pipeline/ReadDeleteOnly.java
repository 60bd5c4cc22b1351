package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.vertx.core.Future;
import java.util.Set;

/** Step: lets clients of a unit whose disk is almost full read, delete and log in, nothing else. Immutable. */
final class ReadDeleteOnly implements Step {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "PROPFIND", "REPORT");

    private final boolean active;

    ReadDeleteOnly(boolean active) {
        this.active = active;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        if (!active
                || METHODS.contains(exchange.method().name())
                || exchange.resource().isForLoggingIn()) {
            return TAKEN;
        }
        throw ApiException.of(ErrorCode.PR503_SV_0005);
    }
}
