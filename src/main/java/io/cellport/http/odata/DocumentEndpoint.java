package io.cellport.http.odata;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.http.AnswerMemory;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.http.odata.ODataService.OfCollection;
import io.cellport.http.odata.ODataService.OfSchema;
import io.cellport.odata.edmx.FixedEdmx;
import io.cellport.odata.edmx.ServiceDocument;
import io.cellport.odata.edmx.UserEdmx;
import io.cellport.odata.language.Query;
import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.ServiceModel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * {@code GET} of service documents and metadata, which are XML whatever the client accepts. Belongs to one event loop.
 */
final class DocumentEndpoint {

    private static final CharSequence XML = HttpHeaders.createOptimized("application/xml;charset=utf-8");

    private static final CharSequence SCRIPT = HttpHeaders.createOptimized("text/javascript;charset=utf-8");

    private static final CharSequence DATA_VERSION = HttpHeaders.createOptimized("1.0");

    private static final String FORMAT = "$format";

    private static final String SERVICE_TYPE = "application/atomsvc+xml";

    private final RouterServices services;

    DocumentEndpoint(RouterServices services) {
        this.services = services;
    }

    /** The sets of {@code __ctl}. */
    Future<Void> serviceOfCell(Exchange exchange, String url) {
        return send(exchange, XML, Document.of(ServiceDocument.of(url, CellControl.MODEL)));
    }

    /** The types of {@code __ctl}. */
    Future<Void> metadataOfCell(Exchange exchange) {
        return send(exchange, XML, Document.of(FixedEdmx.CELL_CONTROL.document()));
    }

    /** The types of the sets that describe types. */
    Future<Void> metadataOfTypes(Exchange exchange) {
        return send(exchange, XML, Document.of(FixedEdmx.SCHEMA.document()));
    }

    /** The sets of a collection; for {@code $format=json} as a script. */
    Future<Void> serviceOfCollection(Exchange exchange, OfCollection collection) {
        Optional<CellGeneration> content = exchange.content();
        return query(exchange).option(FORMAT).filter("json"::equals).isPresent()
                ? write(exchange, SCRIPT, () -> Document.of(script(collection.model(content))))
                : write(
                        exchange,
                        XML,
                        () -> Document.of(ServiceDocument.of(collection.url(), collection.model(content))));
    }

    private static byte[] script(ServiceModel service) {
        String names = ServiceDocument.sets(service).stream().map(Json::encode).collect(Collectors.joining(", "));
        return ("({\n\"d\" : {\n\"EntitySets\" : [\n" + names + "\n]\n}\n});").getBytes(StandardCharsets.UTF_8);
    }

    /** The types of a collection; for who asks for a service document, the sets that describe them. */
    Future<Void> metadataOfCollection(Exchange exchange, OfCollection collection, OfSchema types) {
        Optional<CellGeneration> content = exchange.content();
        Optional<String> format = query(exchange).option(FORMAT);
        String accept = exchange.list(HttpHeaders.ACCEPT);
        boolean asksForService =
                format.isPresent() ? format.get().equals("atomsvc") : accept != null && accept.contains(SERVICE_TYPE);
        return asksForService
                ? send(exchange, XML, Document.of(ServiceDocument.of(types.url(), types.model(content))))
                : write(exchange, XML, () -> Document.of(UserEdmx.of(collection.schema(content))));
    }

    private static Query query(Exchange exchange) {
        String raw = exchange.request().query();
        return Query.parse(raw == null ? "" : raw);
    }

    private Future<Void> write(Exchange exchange, CharSequence type, Callable<Document> document) {
        return services.pools()
                .queries()
                .run(exchange.requiredCell().id(), document)
                .compose(begun -> send(exchange, type, begun));
    }

    private Future<Void> send(Exchange exchange, CharSequence type, Document document) {
        exchange.response().putHeader(ODataEndpoint.DATA_VERSION_NAME, DATA_VERSION);
        AnswerMemory.Loan memory =
                services.answers().loan(exchange.requiredCell().id());
        return Future.<Void>succeededFuture()
                .compose(now -> new ODataSender(exchange, services, document, memory).send(type))
                .onComplete(end -> memory.close());
    }
}
