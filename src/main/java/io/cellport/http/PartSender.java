package io.cellport.http;

import io.cellport.http.message.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends part of a file as the body of an answer, no faster than the client takes it. Between two pieces it holds nothing
 * but the piece. Used once. Belongs to one event loop.
 */
public final class PartSender {

    private static final int PIECE_BYTES = 128 << 10;

    private final Source source;

    private final HttpServerResponse response;

    private final Transfers downloads;

    private final Promise<Void> sent = Promise.promise();

    private long position;

    private long end;

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {

        /** Reads at least one byte from an offset on, or returns -1 at the end. Blocks. */
        int read(ByteBuffer target, long offset) throws IOException;
    }

    /** @param downloads where the source is read; the transfer has begun */
    public PartSender(Source source, HttpServerResponse response, Transfers downloads) {
        this.source = source;
        this.response = response;
        this.downloads = downloads;
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
            int count = source.read(piece, position);
            if (count < 0) {
                throw new EOFException();
            }
            position += count;
        }
        return Buffer.buffer(bytes);
    }
}
