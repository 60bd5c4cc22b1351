package io.cellport.http.pipeline;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.connection.ClientAddress;
import io.cellport.http.connection.ServerOptions;
import io.cellport.http.message.CommonHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * What is no request that the steps could judge. The router itself stops what has no path or,
 * beyond HTTP/1.0, no usable {@code Host}. Stateless.
 */
final class BrokenRequest {

    private BrokenRequest() {}

    /** Whether it is none. */
    static boolean isReadable(HttpServerRequest request) {
        return isWhole(request) && isOfKnownVersion(request);
    }

    /** What is wrong with a request for which no exchange has begun. */
    static ApiError errorOf(RoutingContext context) {
        HttpServerRequest request = context.request();
        Throwable flaw = request.decoderResult().cause();
        if (flaw instanceof TooLongHttpLineException) {
            return ApiError.of(ErrorCode.PR414_CM_0001, Integer.toString(ServerOptions.MAX_REQUEST_LINE_BYTES));
        }
        if (flaw instanceof TooLongHttpHeaderException) {
            return ApiError.of(ErrorCode.PR431_CM_0001, Integer.toString(ServerOptions.MAX_HEADER_BYTES));
        }
        if (flaw == null && !isOfKnownVersion(request)) {
            return ApiError.of(ErrorCode.PR501_CM_0001);
        }
        return context.statusCode() == 404
                ? ApiError.of(ErrorCode.PR404_MC_0001)
                : ApiError.of(ErrorCode.PR400_CM_0006);
    }

    /** Begins the answer to such a request. If its end is unknown, the connection must be closed. */
    static void begin(RoutingContext context, BeginExchange begin) {
        String client = ClientAddress.of(context.request().connection());
        boolean whole = isWhole(context.request());
        if (whole) {
            begin.begin(context, client);
        } else {
            begin.beginWithoutBody(context, client);
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        CommonHeaders.apply(context.request(), context.response());
    }

    private static boolean isWhole(HttpServerRequest request) {
        return request.decoderResult().isSuccess();
    }

    private static boolean isOfKnownVersion(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_1_0;
    }
}
