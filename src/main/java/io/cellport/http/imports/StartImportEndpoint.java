package io.cellport.http.imports;

import io.cellport.cell.Cell;
import io.cellport.http.BodyText;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.StartImport;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.HttpHeaders;

/** {@code POST {cell}/__import}: asks an importer to check the snapshot and accept a run. Belongs to one event loop. */
final class StartImportEndpoint implements Endpoint {

    /**
     * The importer answers within a minute, and only it can say that a run is not accepted, or not cancelled. This
     * limit only ends a request that it can no longer answer.
     */
    static final DeliveryOptions OPTIONS = new DeliveryOptions().setSendTimeout(300_000);

    private final RouterServices services;

    StartImportEndpoint(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        return BodyText.read(exchange, services.config().limits().requestBodyBytes())
                .map(ImportRequest::parse)
                .compose(asked -> start(exchange, asked).compose(accepted -> answer(exchange, asked, accepted)));
    }

    /** A dry run does not change the status of the cell: only its record tells how it stands. */
    private static Future<Void> answer(Exchange exchange, ImportRequest asked, ImportAccepted accepted) {
        String status = exchange.realm() + "__import";
        String record = status + "/runs/" + accepted.importId();
        exchange.response()
                .putHeader(HttpHeaders.LOCATION, asked.validateOnly() ? record : status)
                .putHeader("Link", "<" + record + ">; rel=\"monitor\"");
        return exchange.empty(202);
    }

    private Future<ImportAccepted> start(Exchange exchange, ImportRequest asked) {
        Cell cell = exchange.requiredCell();
        StartImport message = new StartImport(
                exchange.key(), cell.id(), cell.name(), asked.name(), asked.validateOnly(), exchange.subject());
        return services.vertx()
                .eventBus()
                .<ImportAccepted>request(Addresses.IMPORT_START, message, OPTIONS)
                .map(reply -> reply.body());
    }
}
