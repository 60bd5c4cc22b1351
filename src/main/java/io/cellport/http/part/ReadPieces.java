package io.cellport.http.part;

import io.cellport.http.Transfers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends pieces that are read on the pool. Between two of them it holds nothing. Belongs to one event loop. */
final class ReadPieces implements BodyPieces {

    private static final int PIECE_BYTES = 128 << 10;

    private final ByteSource source;

    private final HttpServerResponse response;

    private final Transfers downloads;

    ReadPieces(ByteSource source, HttpServerResponse response, Transfers downloads) {
        this.source = source;
        this.response = response;
        this.downloads = downloads;
    }

    @Override
    public Future<Long> send(long offset, long most) {
        return downloads
                .run(() -> read(offset, (int) Math.min(most, PIECE_BYTES)))
                .compose(piece -> response.write(piece).map((long) piece.length()));
    }

    private Buffer read(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer piece = ByteBuffer.wrap(bytes);
        while (piece.hasRemaining()) {
            if (source.read(piece, offset + piece.position()) < 0) {
                throw new EOFException();
            }
        }
        return Buffer.buffer(bytes);
    }
}
