package io.cellport.http.pipeline;

import io.cellport.auth.access.Authenticator;
import io.cellport.auth.token.TokenVerifier;
import io.cellport.config.UnitConfig;
import io.cellport.http.CommonHeaders;
import io.cellport.http.Endpoint;
import io.cellport.http.RouterServices;
import io.cellport.http.StatusQueries;
import io.cellport.http.TrustedProxies;
import io.cellport.http.connection.Connections;
import io.cellport.http.connection.ServerOptions;
import io.cellport.http.imports.ImportStatusEndpoint;
import io.cellport.http.imports.StatusAnswers;
import io.cellport.http.imports.StatusWaiters;
import io.cellport.worker.StopBudgets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.time.Duration;

/**
 * The HTTP side of the unit: checks requests in the order of the pipeline and hands them to their endpoints. Any number
 * of instances share one port, each on an event loop of its own.
 */
public final class RouterVerticle extends VerticleBase {

    /** From the first byte of a request to the end of its head. */
    private static final Duration HEAD_TIME = Duration.ofSeconds(20);

    private final RouterServices services;

    private StatusWaiters waiters;

    private HttpServer server;

    /** A router that is not deployed yet. */
    public RouterVerticle(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        Connections connections = new Connections(vertx, services.connections(), HEAD_TIME, router);
        build(router, connections);
        server = vertx.createHttpServer(ServerOptions.of(services.config().http()))
                .connectionHandler(connections)
                .requestHandler(router)
                .invalidRequestHandler(router);
        return server.listen(address(services.config().http()))
                .onSuccess(listening -> services.urls().listeningOn(listening.actualPort()));
    }

    /** Requests that are held are answered at once; those at work have a moment to end. */
    @Override
    public Future<?> stop() {
        waiters.close();
        return server.shutdown(StopBudgets.REQUESTS);
    }

    /** Where to listen; port 0 is one free port for all instances. */
    private static SocketAddress address(UnitConfig.Http http) {
        return http.port() == 0
                ? SocketAddress.sharedRandomPort(1, http.host())
                : SocketAddress.inetSocketAddress(http.port(), http.host());
    }

    private void build(Router router, Connections connections) {
        StatusQueries status = new StatusQueries(vertx, context, StatusQueries.PATIENCE);
        TokenVerifier verifier = new TokenVerifier(
                vertx,
                services.auth().key(),
                services.urls()::unit,
                services.config().auth(),
                services.clock());
        StatusAnswers answers = new StatusAnswers(status);
        waiters = new StatusWaiters(vertx, answers);
        Endpoint importStatus = new ImportStatusEndpoint(answers, waiters, services.clock());
        Routes routes = Routes.of(services, status, importStatus, verifier);
        UnitConfig.Http http = services.config().http();
        UnitConfig.Unit unit = services.config().unit();
        Authenticator authenticator = new Authenticator(
                verifier, services.auth().cookies(), services.auth().login());
        router.route()
                .handler(connections::follow)
                .handler(new BrokenRequest())
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
    }
}
