package io.cellport.http.part;

import io.cellport.blob.BlobReader;
import io.cellport.http.Exchange;
import io.cellport.http.Transfers;
import io.cellport.http.message.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.http1.Http1ServerConnection;

/**
 * Sends part of a file as the body of an answer, no faster than the client takes it. Used once. Belongs to one event
 * loop.
 */
public final class PartSender {

    private final BodyPieces pieces;

    private final HttpServerResponse response;

    private final Transfers downloads;

    private final Promise<Void> sent = Promise.promise();

    private long position;

    private long end;

    private PartSender(BodyPieces pieces, Exchange exchange, Transfers downloads) {
        this.pieces = pieces;
        this.response = exchange.response();
        this.downloads = downloads;
    }

    /**
     * Sends what is read from a source.
     *
     * @param downloads where it is read; the transfer has begun
     */
    public static PartSender of(ByteSource source, Exchange exchange, Transfers downloads) {
        return new PartSender(new ReadPieces(source, exchange.response(), downloads), exchange, downloads);
    }

    /**
     * Sends from a blob, in the way that costs least.
     *
     * @param downloads where it is read; the transfer has begun
     */
    public static PartSender of(BlobReader blob, Exchange exchange, Transfers downloads) {
        return blob.localFile().isPresent()
                        && exchange.request().connection() instanceof Http1ServerConnection connection
                        && !connection.isSsl()
                ? new PartSender(
                        new FilePieces(blob.localFile().get(), exchange, connection, downloads), exchange, downloads)
                : of(blob::read, exchange, downloads);
    }

    /**
     * Sends that part and ends the answer; fails if the client goes away. When it completes, nothing is read any more.
     */
    public Future<Void> send(ByteRange part) {
        position = part.first();
        end = part.first() + part.length();
        next();
        return sent.future();
    }

    private void next() {
        if (position == end) {
            response.end().onComplete(sent);
            return;
        }
        pieces.send(position, end - position).onComplete(piece -> {
            if (piece.succeeded()) {
                position += piece.result();
                downloads.moved(piece.result());
                next();
            } else {
                sent.fail(piece.cause());
            }
        });
    }
}
