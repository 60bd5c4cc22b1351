package io.cellport.http.pipeline;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.cellport.http.Exchange;
import io.cellport.http.message.ErrorBody;
import io.cellport.http.message.RequestKey;
import io.cellport.imports.message.ReplyErrors;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of error responses. A failure without an {@link ApiError} is a defect: it is logged under a random
 * id, and the client sees only the id. Belongs to one event loop.
 */
final class ErrorRenderer implements Handler<RoutingContext> {

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

    private final BeginExchange begin;

    /** @param begin the step that requests have missed which fail before it */
    ErrorRenderer(BeginExchange begin) {
        this.begin = begin;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!Exchange.isBegun(context)) {
            BrokenRequest.begin(context, begin);
            render(context, BrokenRequest.errorOf(context));
            return;
        }
        if (response.closed()) {
            return;
        }
        if (response.ended()) {
            LOG.info("[{}] failed after its answer: {}", keyOf(context), kindOf(context.failure()));
            return;
        }
        if (response.headWritten()) {
            LOG.info("[{}] answer broken off: {}", keyOf(context), kindOf(context.failure()));
            context.request().connection().close();
            return;
        }
        render(context, errorOf(context));
    }

    private static void render(RoutingContext context, ApiError error) {
        Exchange exchange = Exchange.of(context);
        if (exchange.isAnswered()) {
            OF_ANOTHER_ANSWER.forEach(context.response().headers()::remove);
        }
        int status = error.code().status();
        boolean oauth = OAuthBody.isFor(error.code());
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", challenges(exchange, oauth));
        }
        if (status == 503) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
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

    private static ApiError errorOf(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            return ApiError.of(ErrorCode.PR404_MC_0001);
        }
        Optional<ApiError> error = ReplyErrors.errorOf(failure);
        if (error.isPresent() && FailureReason.of(failure).isPresent()) {
            LOG.warn("[{}] {}: {}", keyOf(context), error.get().code().code(), FailureReason.words(failure));
        }
        return error.orElseGet(() -> {
            String id = RequestKey.generate();
            LOG.error("[{}] Unknown Exception [{}]", keyOf(context), id, failure);
            return ApiError.of(ErrorCode.PR500_SV_9999, id);
        });
    }

    private static String kindOf(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getName();
    }

    private static String keyOf(RoutingContext context) {
        return Exchange.of(context).key();
    }
}
