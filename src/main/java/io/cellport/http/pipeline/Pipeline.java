package io.cellport.http.pipeline;

import io.cellport.auth.access.Authenticator;
import io.cellport.auth.token.TokenVerifier;
import io.cellport.config.UnitConfig;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.http.Area;
import io.cellport.http.Exchange;
import io.cellport.http.FoundCell;
import io.cellport.http.RouterServices;
import io.cellport.http.address.TrustedProxies;
import io.cellport.http.connection.Connections;
import io.cellport.http.message.CommonHeaders;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.routing.Addressing;
import io.cellport.http.routing.ResourceResolver;
import io.cellport.http.routing.Routes;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps that every request passes, in their order, and the reason for each place. The order decides which of two
 * errors a client gets; it is Personium's. Belongs to one event loop.
 */
final class Pipeline {

    private final RouterServices services;

    private final UnitConfig.Http http;

    private final UnitConfig.Unit unit;

    private final ResourceResolver paths;

    private final Routes routes;

    private final Authenticator authenticator;

    private final StatusQueries status;

    private final BeginExchange begin;

    private final Steps steps;

    /** Those that depend on the cell, for a request that went by one that has changed. */
    private final Steps again;

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
        this.begin = new BeginExchange(new RequestCounts(services.metrics()));
        FindCell find = new FindCell(services.cells(), services.urls());
        this.steps = new Steps(
                joined(Stream.of(understand(), withCell(new GoByKnownCell(services.cells(), services.urls(), find)))),
                this::failed);
        this.again = new Steps(withCell(find), Exchange::fail);
    }

    /** Takes a request for which there is a route, though it may be none that can be read. */
    void receive(HttpServerRequest request, Connections.Client client) {
        Exchange exchange = begin(request, client);
        // Before the steps, which could not read what is not a request.
        Optional<ApiError> flaw = BrokenRequest.flawOf(request);
        if (flaw.isPresent()) {
            exchange.fail(new ApiException(flaw.get()));
        } else {
            steps.take(exchange);
        }
    }

    /** Answers one for which there is none. */
    void refuse(HttpServerRequest request, Connections.Client client, Throwable reason) {
        Optional<ApiError> flaw = BrokenRequest.flawOf(request);
        begin(request, client).fail(flaw.isPresent() ? new ApiException(flaw.get()) : reason);
    }

    private Exchange begin(HttpServerRequest request, Connections.Client client) {
        // First: errors carry these headers too, and what follows may add to them.
        CommonHeaders.apply(request, request.response());
        // Begins what the others need: a key, a log line, and a body that waits.
        return begin.begin(request, client);
    }

    /** What failed may have failed because of a cell that has changed: then the request is judged anew. */
    private void failed(Exchange exchange, Throwable failure) {
        FoundCell found = exchange.found();
        if (found.isCertain()) {
            exchange.fail(failure);
            return;
        }
        services.cells()
                .isUnchanged(exchange.requiredCell(), exchange.begun())
                .onSuccess(unchanged -> {
                    exchange.found(found.confirmed());
                    if (unchanged) {
                        exchange.fail(failure);
                    } else {
                        again.take(exchange);
                    }
                })
                .onFailure(exchange::fail);
    }

    private static List<Step> joined(Stream<List<Step>> parts) {
        return parts.flatMap(List::stream).toList();
    }

    /** All steps from that one on which finds the cell. */
    private List<Step> withCell(Step finding) {
        return joined(Stream.of(List.of(finding), locate(), negotiate(), guard(), answer()));
    }

    /** Reads what has come, and from where. Looks nothing up. */
    private List<Step> understand() {
        return List.of(
                // After the common headers, one of which it replaces.
                new CredentialedOrigins(http.allowedOrigins()),
                // Before any step that looks at the method or at headers, which it may replace.
                new Overrides(),
                // After the overrides, because the key can be one.
                new CheckRequestKey(),
                // After the overrides, as in Personium; they cannot replace what proxies say.
                new FindAddress(new TrustedProxies(http.trustedProxies())),
                // Before the resource: browsers may ask ahead for any path, and get one answer.
                new Preflight(),
                // Before the resource: a header beyond ASCII is a bad request wherever it goes.
                AcceptHeader::checkCharacters,
                // From the address alone. Finding the cell must know where clients log in.
                new FindResource(new Addressing(unit, paths)),
                // Before the cell: on a full disk every write is refused, wherever it goes.
                new ReadDeleteOnly(unit.readDeleteOnly()));
    }

    /**
     * Finds what it is about in the cell, which was found before: where there is none nothing is told apart. So far a
     * client learns only which cells there are and which methods a path has.
     */
    private List<Step> locate() {
        return List.of(
                // After the cell, whose content it opens; before the route, which depends on what there is.
                new FindContent(services.contents()),
                // Before the credential: methods are no secret, and the needed privilege depends on the route.
                new FindRoute(routes));
    }

    /** Finds the form in which the client wants the answer. */
    private List<Step> negotiate() {
        return List.of(
                // After the route: what is not there is not there in any form.
                AcceptHeader::checkRanges);
    }

    /** Asks whether the client may, and whether now. */
    private List<Step> guard() {
        return List.of(
                // After the cell, whose accounts it asks, and the route, which may need no credential.
                new Authentication(authenticator),
                // After the credential, by which it tells 401 from 403.
                new Authorization(services.auth().authorizer()),
                // After the privilege: nobody else may learn whether an import runs.
                new WriteLock(status));
    }

    /** Carries the request out. */
    private List<Step> answer() {
        return List.of(new CallEndpoint(services.cells()));
    }
}
