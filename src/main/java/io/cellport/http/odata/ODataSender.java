package io.cellport.http.odata;

import io.cellport.http.AnswerMemory;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a body that is written piece by piece. Each piece is written when the client has taken those before; if the
 * client goes away, the rest never is. An answer of one piece has its length in the header. A long answer is a
 * download, because something of it is in memory as long as the client takes. Used once. Belongs to one event loop.
 */
final class ODataSender {

    /** What a client may leave lying without having a place among downloads. */
    private static final int SHORT_BYTES = 128 << 10;

    /** What a client may leave lying without having memory of its own. */
    private static final int TINY_BYTES = 8 << 10;

    /** What an answer holds that is not complete: a piece, the rows for the next one, and the numbers of the others. */
    private static final int KEPT_BYTES = 320 << 10;

    private final Exchange exchange;

    private final HttpServerResponse response;

    private final RouterServices services;

    private final Document document;

    private final AnswerMemory.Loan memory;

    private final Promise<Void> sent = Promise.promise();

    ODataSender(Exchange exchange, RouterServices services, Document document, AnswerMemory.Loan memory) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.services = services;
        this.document = document;
        this.memory = memory;
    }

    /**
     * Sends it, and fails if the client goes away, or with {@code PR503-SV-0001} if there are too many downloads or
     * other answers take too much memory.
     */
    Future<Void> send(CharSequence type) {
        Buffer first = Buffer.buffer(document.first());
        boolean isHead = exchange.request().method().equals(HttpMethod.HEAD);
        if (!isHead && first.length() > TINY_BYTES) {
            memory.keep(document.isDone() ? first.length() : KEPT_BYTES);
        }
        if (document.isDone() && (isHead || first.length() <= SHORT_BYTES)) {
            return exchange.body(200, type, first);
        }
        if (isHead) {
            return begin(type).end();
        }
        return services.downloads().begin(exchange.requiredCell().id(), () -> {
            if (document.isDone()) {
                return exchange.body(200, type, first);
            }
            begin(type).setChunked(true);
            write(first);
            return sent.future();
        });
    }

    private HttpServerResponse begin(CharSequence type) {
        return exchange.answer(200).putHeader(HttpHeaders.CONTENT_TYPE, type);
    }

    private void write(Buffer piece) {
        response.write(piece).onComplete(written -> next(), sent::fail);
    }

    private void next() {
        if (document.isDone()) {
            response.end().onComplete(sent);
        } else {
            services.pools()
                    .queries()
                    .run(exchange.requiredCell().id(), () -> memory.during(document.next()::get))
                    .onComplete(piece -> write(Buffer.buffer(piece)), sent::fail);
        }
    }
}
