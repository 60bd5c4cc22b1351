package io.cellport.http;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.connection.BodyParts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads a small request body as UTF-8 text, whatever its {@code Content-Type} says. Called on the event loop of the
 * request. Stateless.
 */
public final class BodyText {

    /** From the call to the last byte: plenty for a small body on a slow line. */
    private static final Duration TIME = Duration.ofSeconds(30);

    private BodyText() {}

    /**
     * Reads the whole body; throws what {@link BodyHeaders#check} throws.
     *
     * @param limit the most bytes that are accepted
     * @return fails with {@code PR413-DV-0001} as soon as there are more, {@code PR408-CM-0001} after half a minute,
     *     {@code PR400-CM-0006} if it is broken, and {@code PR500-CM-0001} if the client goes away
     */
    public static Future<String> read(Exchange exchange, int limit) {
        BodyHeaders.check(exchange);
        HttpServerRequest request = exchange.request();
        if (request.isEnded()) {
            return Future.succeededFuture("");
        }
        Promise<String> text = Promise.promise();
        Rounds.until(text.future(), TIME, () -> {
            request.pause();
            text.tryFail(ApiException.of(ErrorCode.PR408_CM_0001));
        });
        Buffer body = Buffer.buffer();
        BodyParts.whenBroken(request, () -> text.tryFail(ApiException.of(ErrorCode.PR400_CM_0006)));
        request.exceptionHandler(gone -> text.tryFail(ApiException.of(ErrorCode.PR500_CM_0001)));
        request.endHandler(end -> text.tryComplete(body.toString(StandardCharsets.UTF_8)));
        request.handler(piece -> {
            if (body.length() + piece.length() > limit) {
                request.pause();
                text.tryFail(ApiException.of(ErrorCode.PR413_DV_0001, Integer.toString(limit)));
            } else {
                body.appendBuffer(piece);
            }
        });
        if (UnreadBody.expectsContinue(request)) {
            exchange.response().writeContinue();
        }
        request.resume();
        return text.future();
    }
}
