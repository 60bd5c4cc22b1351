package io.cellport.http.odata;

import io.cellport.http.Exchange;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a body that is written piece by piece. Each piece is written when the client has taken those before; if the
 * client goes away, the rest never is. An answer of one piece has its length in the header. Used once. Belongs to one
 * event loop.
 */
final class ODataSender {

    private final Exchange exchange;

    private final HttpServerResponse response;

    private final WorkerPool queries;

    private final Document document;

    private final Promise<Void> sent = Promise.promise();

    ODataSender(Exchange exchange, WorkerPool queries, Document document) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.queries = queries;
        this.document = document;
    }

    /** Sends it, and fails if the client goes away. */
    Future<Void> send(CharSequence type) {
        Buffer first = Buffer.buffer(document.first());
        if (document.isDone()) {
            return exchange.body(200, type, first);
        }
        exchange.answer(200).putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            return response.end();
        }
        response.setChunked(true);
        write(first);
        return sent.future();
    }

    private void write(Buffer piece) {
        response.write(piece).onComplete(written -> next(), sent::fail);
    }

    private void next() {
        if (document.isDone()) {
            response.end().onComplete(sent);
        } else {
            queries.run(document.next()::get).onComplete(piece -> write(Buffer.buffer(piece)), sent::fail);
        }
    }
}
