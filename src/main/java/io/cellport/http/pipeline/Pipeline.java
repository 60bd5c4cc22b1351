package io.cellport.http.pipeline;

import io.cellport.auth.access.Authenticator;
import io.cellport.auth.token.TokenVerifier;
import io.cellport.config.UnitConfig;
import io.cellport.http.Area;
import io.cellport.http.CommonHeaders;
import io.cellport.http.RouterServices;
import io.cellport.http.StatusQueries;
import io.cellport.http.TrustedProxies;
import io.cellport.http.connection.Connections;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The steps that every request passes, in their order, and why each stands where it does. Which of two errors a client is told
 * depends on it, and it is Personium's. Belongs to one event loop.
 */
final class Pipeline {

    private final RouterServices services;

    private final UnitConfig.Http http;

    private final UnitConfig.Unit unit;

    private final ResourceResolver paths;

    private final Routes routes;

    private final Authenticator authenticator;

    private final StatusQueries status;

    /** @throws IllegalStateException if two areas take the same name or the same route */
    Pipeline(RouterServices services, List<Area> areas, TokenVerifier verifier, StatusQueries status) {
        this.services = services;
        this.http = services.config().http();
        this.unit = services.config().unit();
        this.paths = new ResourceResolver(areas);
        this.routes = new Routes(areas);
        this.authenticator = new Authenticator(
                verifier, services.auth().cookies(), services.auth().login());
        this.status = status;
    }

    /** Has every request of a router pass the steps. */
    void layInto(Router router, Connections connections) {
        Route every = router.route();
        receive(connections).forEach(every::handler);
        locate().forEach(every::handler);
        negotiate().forEach(every::handler);
        guard().forEach(every::handler);
        answer().forEach(every::handler);
        every.failureHandler(new ErrorRenderer());
    }

    /** What has come, and from where. Nothing is looked up yet. */
    private List<Handler<RoutingContext>> receive(Connections connections) {
        return List.of(
                // First, so that a connection counts as busy whatever becomes of the request.
                connections::follow,
                // What is no request has nothing that the others could read.
                new BrokenRequest(),
                // From here on there are a key, a log line and a body that waits.
                new BeginExchange(),
                // Before anything can fail, because errors carry these headers too.
                new CommonHeaders(),
                // Replaces one of them.
                new CredentialedOrigins(http.allowedOrigins()),
                // Before anybody looks at method and headers, which it may replace.
                new Overrides(),
                // Behind the overrides, because the key can be one.
                new CheckRequestKey(),
                // Behind the overrides too, which must not replace what proxies say.
                new FindAddress(new TrustedProxies(http.trustedProxies())),
                // Browsers ask ahead for paths of any kind, so that this needs no resource.
                new Preflight(),
                // A header that is not ASCII is a bad request wherever it goes.
                AcceptHeader::checkCharacters);
    }

    /** What it is about. A client without a credential learns no more than what its path tells, and which cells there are. */
    private List<Handler<RoutingContext>> locate() {
        return List.of(
                // The path alone, because the next step must know where clients log in.
                new FindResource(new Addressing(unit, paths)),
                // Before the cell: on a full disk a write is refused wherever it goes.
                new ReadDeleteOnly(unit.readDeleteOnly()),
                // Before the route: a cell that is not there has no paths.
                new FindCell(services.cells(), services.urls()),
                // Before the credential: which methods there are is no secret, and which privilege is needed depends on
                // it.
                new FindRoute(routes));
    }

    /** In which form the client wants the answer. */
    private List<Handler<RoutingContext>> negotiate() {
        return List.of(
                // Behind the route: what is not there is not there in any form.
                AcceptHeader::checkRanges);
    }

    /** Whether the client may, and whether now. */
    private List<Handler<RoutingContext>> guard() {
        return List.of(
                // Behind the cell, whose accounts it asks.
                new Authentication(authenticator),
                // Tells 401 and 403 apart, so that it needs the credential.
                new Authorization(services.auth().authorizer()),
                // Last: whether an import runs is nobody else's business.
                new WriteLock(status));
    }

    /** The endpoint of the route. */
    private List<Handler<RoutingContext>> answer() {
        return List.of(new CallEndpoint(services.cells()));
    }
}
