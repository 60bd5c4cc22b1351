package io.cellport.http.part;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;

/** Sends a body in pieces, and makes each only when the client can take it. Used once. Belongs to one event loop. */
public final class Pieces {

    private final HttpServerResponse response;

    public Pieces(HttpServerResponse response) {
        this.response = response;
    }

    /** Sends all pieces and ends the answer. If the client goes away, the rest is never made. */
    public Future<Void> send(Iterator<Buffer> pieces) {
        while (pieces.hasNext()) {
            response.write(pieces.next());
            if (response.writeQueueFull()) {
                Promise<Void> drained = Promise.promise();
                response.drainHandler(drained::complete);
                return drained.future().compose(more -> send(pieces));
            }
        }
        return response.end();
    }
}
