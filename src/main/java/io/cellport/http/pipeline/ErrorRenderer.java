package io.cellport.http.pipeline;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.http.Exchange;
import io.cellport.http.message.ErrorBody;
import io.cellport.http.message.RequestKey;
import io.cellport.imports.message.ReplyErrors;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of error responses. A failure without an {@link ApiError} is a defect: it is logged under a random
 * id, and the client sees only the id. Stateless.
 */
final class ErrorRenderer {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorRenderer.class);

    /** The cause of a 503 seldom lasts long, and clients that come back too early do no harm. */
    private static final CharSequence RETRY_SECONDS = HttpHeaders.createOptimized("5");

    /** What an endpoint says of an answer before it sends any of it; after that nothing is rendered. */
    private static final List<CharSequence> OF_ANOTHER_ANSWER = List.of(
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.CONTENT_ENCODING,
            "Content-Disposition",
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION);

    private ErrorRenderer() {}

    /** Answers with an error. If the answer has begun, the connection is closed; if it was sent, that is all. */
    static void render(Exchange exchange, Throwable failure) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            return;
        }
        if (response.ended()) {
            LOG.info("[{}] failed after its answer: {}", exchange.key(), kindOf(failure));
            return;
        }
        if (response.headWritten()) {
            LOG.info("[{}] answer broken off: {}", exchange.key(), kindOf(failure));
            exchange.request().connection().close();
            return;
        }
        answer(exchange, errorOf(exchange, failure));
    }

    private static void answer(Exchange exchange, ApiError error) {
        HttpServerResponse response = exchange.response();
        if (exchange.isAnswered()) {
            OF_ANOTHER_ANSWER.forEach(response.headers()::remove);
        }
        int status = error.code().status();
        boolean oauth = OAuthBody.isFor(error.code());
        if (status == 401) {
            response.putHeader("WWW-Authenticate", challenges(exchange, oauth));
        }
        if (status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        exchange.json(status, (oauth ? OAuthBody.of(error) : ErrorBody.of(error)).toBuffer());
    }

    /** One line for each scheme. */
    private static List<String> challenges(Exchange exchange, boolean oauth) {
        String realm = " realm=\"" + exchange.realm() + "\"";
        if (oauth) {
            return List.of("Basic" + realm);
        }
        return exchange.resource().takesPasswords()
                ? List.of("Bearer" + realm, "Basic" + realm)
                : List.of("Bearer" + realm);
    }

    private static ApiError errorOf(Exchange exchange, Throwable failure) {
        Optional<ApiError> error = ReplyErrors.errorOf(failure);
        if (error.isPresent() && FailureReason.of(failure).isPresent()) {
            LOG.warn("[{}] {}: {}", exchange.key(), error.get().code().code(), FailureReason.words(failure));
        }
        return error.orElseGet(() -> {
            String id = RequestKey.generate();
            LOG.error("[{}] Unknown Exception [{}]", exchange.key(), id, failure);
            return ApiError.of(ErrorCode.PR500_SV_9999, id);
        });
    }

    private static String kindOf(Throwable failure) {
        return failure.getClass().getName();
    }
}
