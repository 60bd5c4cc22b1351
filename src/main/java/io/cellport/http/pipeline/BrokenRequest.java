package io.cellport.http.pipeline;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.UnreadBody;
import io.cellport.http.connection.Connections;
import io.cellport.http.connection.ServerOptions;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/** What is no request that the steps could judge, beside what the {@link FrontRouter} stops. Stateless. */
final class BrokenRequest {

    private BrokenRequest() {}

    /** What is wrong with it; empty if it is a request. */
    static Optional<ApiError> flawOf(HttpServerRequest request) {
        if (!isWhole(request)) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        return isOfKnownVersion(request) ? Optional.empty() : Optional.of(ApiError.of(ErrorCode.PR501_CM_0001));
    }

    private static ApiError undecodable(Throwable flaw) {
        if (flaw instanceof TooLongHttpLineException) {
            return ApiError.of(ErrorCode.PR414_CM_0001, Integer.toString(ServerOptions.MAX_REQUEST_LINE_BYTES));
        }
        if (flaw instanceof TooLongHttpHeaderException) {
            return ApiError.of(ErrorCode.PR431_CM_0001, Integer.toString(ServerOptions.MAX_HEADER_BYTES));
        }
        return ApiError.of(ErrorCode.PR400_CM_0006);
    }

    /**
     * Has a body wait for an endpoint. One of which nobody could find the end is not read: its connection is closed.
     */
    static void settleBody(HttpServerRequest request, Connections.Client client) {
        if (isWhole(request)) {
            UnreadBody.holdBack(request, client);
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static boolean isWhole(HttpServerRequest request) {
        return request.decoderResult().isSuccess();
    }

    private static boolean isOfKnownVersion(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_1_0;
    }
}
