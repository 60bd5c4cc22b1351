package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.connection.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The router before the {@link Pipeline}. It stops what has no path or, beyond HTTP/1.0, no usable {@code Host}; all
 * else takes its one route, behind which the table of {@link Routes} decides. Belongs to one event loop.
 */
final class FrontRouter implements Connections.Requests {

    private final Router router;

    private final Pipeline pipeline;

    /** What the router is asked about at this moment; it does not wait for anything. */
    @SuppressWarnings("NullAway.Init") // set before the router is asked
    private HttpServerRequest request;

    @SuppressWarnings("NullAway.Init") // set before the router is asked
    private Connections.Client client;

    FrontRouter(Vertx vertx, Pipeline pipeline) {
        this.pipeline = pipeline;
        router = Router.router(vertx);
        router.route().handler(context -> pipeline.receive(request, client)).failureHandler(this::refuse);
    }

    @Override
    public void receive(HttpServerRequest received, Connections.Client from) {
        request = received;
        client = from;
        router.handle(received);
    }

    private void refuse(RoutingContext context) {
        pipeline.refuse(request, client, reasonOf(context));
    }

    private static Throwable reasonOf(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure == null) {
            return ApiException.of(ErrorCode.PR404_MC_0001);
        }
        return context.statusCode() == 400 ? ApiException.of(ErrorCode.PR400_CM_0006) : failure;
    }
}
