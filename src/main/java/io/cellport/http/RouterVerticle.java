package io.cellport.http;

import io.cellport.auth.Authenticator;
import io.cellport.auth.TokenVerifier;
import io.cellport.config.UnitConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;

/**
 * The HTTP side of the unit: checks requests in the order of the pipeline and hands them to their endpoints. Any number
 * of instances share one port, each on an event loop of its own.
 */
public final class RouterVerticle extends VerticleBase {

    private static final int MAX_HEADER_BYTES = 16 << 10;

    private static final int MAX_REQUEST_LINE_BYTES = 8 << 10;

    private static final int BACKLOG = 1024;

    private final RouterServices services;

    /** A router that is not deployed yet. */
    public RouterVerticle(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(options(services.config().http()))
                .requestHandler(pipeline())
                .listen(address(services.config().http()))
                .onSuccess(server -> services.urls().listeningOn(server.actualPort()));
    }

    /** Where to listen; port 0 is one free port for all instances. */
    private static SocketAddress address(UnitConfig.Http http) {
        return http.port() == 0
                ? SocketAddress.sharedRandomPort(1, http.host())
                : SocketAddress.inetSocketAddress(http.port(), http.host());
    }

    private static HttpServerOptions options(UnitConfig.Http http) {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setIdleTimeout((int) http.idleTimeout().toSeconds())
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false);
    }

    private Router pipeline() {
        StatusQueries status = new StatusQueries(vertx, context);
        TokenVerifier verifier = new TokenVerifier(
                vertx,
                services.auth().key(),
                services.urls()::unit,
                services.config().auth(),
                services.clock());
        StatusAnswers answers = new StatusAnswers(status);
        Endpoint importStatus = new ImportStatusEndpoint(answers, new StatusWaiters(vertx, answers), services.clock());
        Routes routes = Routes.of(services, status, importStatus, verifier);
        UnitConfig.Http http = services.config().http();
        UnitConfig.Unit unit = services.config().unit();
        Authenticator authenticator = new Authenticator(
                verifier, services.auth().cookies(), services.auth().login());
        Router router = Router.router(vertx);
        router.route()
                .handler(new BeginExchange())
                .handler(new CommonHeaders())
                .handler(new CredentialedOrigins(http.allowedOrigins()))
                .handler(new Overrides())
                .handler(new CheckRequestKey())
                .handler(new FindAddress(new TrustedProxies(http.trustedProxies())))
                .handler(new Preflight())
                .handler(AcceptHeader::checkCharacters)
                .handler(new ReadDeleteOnly(unit))
                .handler(new FindResource(services.cells(), new Addressing(unit), services.urls()))
                .handler(new FindRoute(routes))
                .handler(AcceptHeader::checkRanges)
                .handler(new Authentication(authenticator))
                .handler(new Authorization(services.auth().authorizer()))
                .handler(new WriteLock(status))
                .handler(new CallEndpoint(services.cells()))
                .failureHandler(new ErrorRenderer());
        return router;
    }
}
