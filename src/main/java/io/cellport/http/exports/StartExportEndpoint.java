package io.cellport.http.exports;

import io.cellport.cell.Cell;
import io.cellport.exports.message.ExportAccepted;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.StartExport;
import io.cellport.http.BodyText;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.HttpHeaders;

/** {@code POST {cell}/__export}: asks this node's exporter to accept an export. Belongs to one event loop. */
final class StartExportEndpoint implements Endpoint {

    /** Only the exporter can say that an export is not accepted, or not cancelled; it answers much sooner. */
    static final DeliveryOptions OPTIONS = new DeliveryOptions().setSendTimeout(300_000);

    private final RouterServices services;

    StartExportEndpoint(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        return BodyText.read(exchange, services.config().limits().requestBodyBytes())
                .map(ExportRequest::parse)
                .compose(asked -> start(exchange, asked))
                .compose(accepted -> answer(exchange, accepted));
    }

    private static Future<Void> answer(Exchange exchange, ExportAccepted accepted) {
        String status = exchange.realm() + "__export";
        exchange.response()
                .putHeader(HttpHeaders.LOCATION, status)
                .putHeader("Link", "<" + status + "/runs/" + accepted.exportId() + ">; rel=\"monitor\"");
        return exchange.empty(202);
    }

    private Future<ExportAccepted> start(Exchange exchange, ExportRequest asked) {
        Cell cell = exchange.requiredCell();
        StartExport message = new StartExport(
                exchange.key(), cell.id(), cell.name(), asked.name().orElse(null), exchange.subject());
        return services.vertx()
                .eventBus()
                .<ExportAccepted>request(ExportAddresses.START, message, OPTIONS)
                .map(reply -> reply.body());
    }
}
