package io.cellport.http.odata;

import io.cellport.auth.access.Privilege;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.error.ApiException;
import io.cellport.http.AnswerMemory;
import io.cellport.http.Exchange;
import io.cellport.http.Heartbeat;
import io.cellport.http.Permissions;
import io.cellport.http.RouterServices;
import io.cellport.odata.json.EntityUris;
import io.cellport.odata.language.OutputFormat;
import io.cellport.odata.language.Query;
import io.cellport.odata.rows.Rows;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code GET} of sets, entities, what is related to them, and links. Belongs to one event loop. */
final class ODataEndpoint {

    private static final CharSequence ENTITY = HttpHeaders.createOptimized("application/json");

    private static final CharSequence LIST = HttpHeaders.createOptimized("application/json;charset=utf-8");

    private static final CharSequence SCRIPT = HttpHeaders.createOptimized("text/javascript;charset=utf-8");

    static final CharSequence DATA_VERSION_NAME = HttpHeaders.createOptimized("DataServiceVersion");

    private static final CharSequence DATA_VERSION = HttpHeaders.createOptimized("2.0");

    private final RouterServices services;

    private final Rows rows;

    ODataEndpoint(RouterServices services) {
        this.services = services;
        this.rows = services.rows();
    }

    /** Answers a request for something in a service, whose content is open. */
    Future<Void> read(Exchange exchange, ODataService service, ODataTarget target) {
        String raw = exchange.request().query();
        Query query = Query.parse(raw == null ? "" : raw);
        OutputFormat.check(query, Optional.ofNullable(exchange.list(HttpHeaders.ACCEPT)));
        Optional<Callback> callback = Callback.of(query);
        AnswerMemory.Loan memory =
                services.answers().loan(exchange.requiredCell().id());
        return allow(exchange, service.privileges(target, query).iterator())
                .compose(allowed -> begin(exchange, service, target, query, callback, memory))
                .compose(answer -> send(exchange, answer, callback, memory))
                .onComplete(end -> memory.close());
    }

    /** Fails with the refusal if the caller lacks one of the privileges. */
    private Future<Void> allow(Exchange exchange, Iterator<Privilege> privileges) {
        if (!privileges.hasNext()) {
            return Future.succeededFuture();
        }
        return new Permissions(exchange, services.auth().authorizer())
                .refusal(privileges.next())
                .compose(refusal -> refusal.isPresent()
                        ? Future.failedFuture(new ApiException(refusal.get()))
                        : allow(exchange, privileges));
    }

    private Future<ODataAnswer> begin(
            Exchange exchange,
            ODataService service,
            ODataTarget target,
            Query query,
            Optional<Callback> callback,
            AnswerMemory.Loan memory) {
        Optional<CellGeneration> content = exchange.content().map(in -> in.lending(memory));
        Runnable heartbeat = new Heartbeat(exchange);
        Callable<ODataAnswer> step = () -> {
            ODataRows found = new ODataRows(rows, service.model(content), content, heartbeat);
            return new ODataReader(found, new EntityUris(service.url()), query, callback).read(target);
        };
        return services.pools().queries().run(exchange.requiredCell().id(), () -> memory.during(step));
    }

    /** As in Personium, {@code If-None-Match} counts if it is exactly the entity's tag. */
    private Future<Void> send(
            Exchange exchange, ODataAnswer answer, Optional<Callback> callback, AnswerMemory.Loan memory) {
        if (answer.etag().isPresent()) {
            String etag = answer.etag().get();
            if (etag.equals(exchange.header(HttpHeaders.IF_NONE_MATCH))) {
                return exchange.empty(304);
            }
            exchange.response().putHeader(HttpHeaders.ETAG, etag);
        }
        exchange.response().putHeader(DATA_VERSION_NAME, DATA_VERSION);
        CharSequence type = answer.etag().isPresent() ? ENTITY : LIST;
        return new ODataSender(exchange, services, answer.body(), memory).send(callback.isPresent() ? SCRIPT : type);
    }
}
