package io.cellport.http.unit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cell.Cell;
import io.cellport.cell.CellName;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyText;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.cellport.json.WholeJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** {@code POST /__ctl/Cell}: creates an empty cell. Belongs to one event loop. */
final class CreateCell implements Endpoint {

    private final RouterServices services;

    private final CellJson json;

    CreateCell(RouterServices services) {
        this.services = services;
        this.json = new CellJson(services.urls());
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        return BodyText.read(exchange, services.config().limits().requestBodyBytes())
                .map(this::nameIn)
                .compose(services.cells()::create)
                .compose(cell -> answer(exchange, cell));
    }

    private Future<Void> answer(Exchange exchange, Cell cell) {
        exchange.response().putHeader(HttpHeaders.LOCATION, services.urls().unitCell(cell.name()));
        exchange.response().putHeader(HttpHeaders.ETAG, CellJson.etag(cell).toString());
        return exchange.json(201, json.one(cell));
    }

    private CellName nameIn(String body) {
        JsonNode cell = WholeJson.body(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0001));
        JsonNode name = cell.path("Name");
        if (name.isMissingNode() || name.isNull()) {
            throw ApiException.of(ErrorCode.PR400_OD_0009, "Name");
        }
        return Optional.ofNullable(name.textValue())
                .flatMap(
                        text -> CellName.parseNew(text, services.config().unit().pathBasedCellUrl()))
                .orElseThrow(() -> ApiException.of(ErrorCode.PR400_OD_0006, "Name"));
    }
}
