package io.cellport.http.snapshots;

import io.cellport.blob.BlobReader;
import io.cellport.http.ByteRange;
import io.cellport.http.Transfers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends part of a blob as the body of an answer, no faster than the client takes it. Used once. Belongs to one event
 * loop.
 */
final class BlobSender {

    private static final int PIECE_BYTES = 128 << 10;

    private final BlobReader blob;

    private final HttpServerResponse response;

    private final Transfers downloads;

    private final Promise<Void> sent = Promise.promise();

    private long position;

    private long end;

    BlobSender(BlobReader blob, HttpServerResponse response, Transfers downloads) {
        this.blob = blob;
        this.response = response;
        this.downloads = downloads;
    }

    /**
     * Sends that part and ends the answer; fails if the client goes away. When it completes, nothing is read any more.
     */
    Future<Void> send(ByteRange part) {
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
        downloads.run(this::read).compose(this::write).onComplete(piece -> {
            if (piece.succeeded()) {
                next();
            } else {
                sent.fail(piece.cause());
            }
        });
    }

    private Future<Void> write(Buffer piece) {
        return response.write(piece).onSuccess(written -> downloads.moved(piece.length()));
    }

    private Buffer read() throws IOException {
        byte[] bytes = new byte[(int) Math.min(PIECE_BYTES, end - position)];
        ByteBuffer piece = ByteBuffer.wrap(bytes);
        while (piece.hasRemaining()) {
            int count = blob.read(piece, position);
            if (count < 0) {
                throw new EOFException();
            }
            position += count;
        }
        return Buffer.buffer(bytes);
    }
}
