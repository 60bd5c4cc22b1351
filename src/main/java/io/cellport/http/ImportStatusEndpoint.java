package io.cellport.http;

import io.vertx.core.Future;

/** {@code GET {cell}/__import}: how the import stands. */
final class ImportStatusEndpoint implements Endpoint {

    private final StatusQueries status;

    ImportStatusEndpoint(StatusQueries status) {
        this.status = status;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        return status.ask(exchange.key(), exchange.requiredCell().id())
                .compose(answer -> exchange.json(200, StatusRenderer.render(answer)));
    }
}
