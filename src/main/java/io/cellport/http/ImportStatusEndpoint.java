package io.cellport.http;

import io.cellport.message.ImportStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** {@code GET {cell}/__import}: how the import stands. Belongs to one event loop. */
final class ImportStatusEndpoint implements Endpoint {

    private final StatusQueries status;

    private ImportStatus latest = ImportStatus.READY;

    private Buffer latestBody = StatusRenderer.render(latest);

    ImportStatusEndpoint(StatusQueries status) {
        this.status = status;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        return status.ask(exchange.key(), exchange.requiredCell().id())
                .compose(answer -> exchange.json(200, body(answer)));
    }

    /** Many clients that ask at the same time get one and the same answer, which is rendered once. */
    private Buffer body(ImportStatus answer) {
        if (!answer.equals(latest)) {
            latest = answer;
            latestBody = StatusRenderer.render(answer);
        }
        return latestBody;
    }
}
