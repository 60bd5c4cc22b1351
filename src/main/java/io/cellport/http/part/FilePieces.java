package io.cellport.http.part;

import io.cellport.blob.LocalFile;
import io.cellport.http.Exchange;
import io.cellport.http.Transfers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.util.Objects;

/**
 * Sends pieces of a local file by {@code sendfile}, which copies nothing, but waits for the disk if a piece is not in
 * memory. So a thread of the pool brings it there first. Pieces grow as long as the client takes them at once. Belongs
 * to one event loop.
 */
final class FilePieces implements BodyPieces {

    private static final long LEAST_BYTES = 256 << 10;

    private static final long MOST_BYTES = 2 << 20;

    private final LocalFile file;

    private final Exchange exchange;

    private final Http1ServerConnection connection;

    private final Transfers downloads;

    private long pieceBytes = LEAST_BYTES;

    /** @param connection that of the exchange; not encrypted, since then nobody could send what he has not seen */
    FilePieces(LocalFile file, Exchange exchange, Http1ServerConnection connection, Transfers downloads) {
        this.file = file;
        this.exchange = exchange;
        this.connection = connection;
        this.downloads = downloads;
    }

    @Override
    public Future<Long> send(long offset, long most) {
        return downloads.run(() -> load(offset, Math.min(most, pieceBytes))).compose(this::send);
    }

    private LoadedRegion load(long offset, long most) throws IOException {
        return new LoadedRegion(file.channel(), offset, file.load(offset, most), System.nanoTime());
    }

    private Future<Long> send(LoadedRegion piece) {
        HttpServerResponse response = exchange.response();
        if (!response.headWritten()) {
            response.writeHead();
        }
        Promise<Void> taken = Objects.requireNonNull(ContextInternal.current()).promise();
        connection.writeToChannel(piece, taken);
        return taken.future().map(all -> {
            pieceBytes = piece.isCut() ? LEAST_BYTES : Math.min(2 * pieceBytes, MOST_BYTES);
            exchange.sentBesideResponse(piece.transferred());
            return piece.transferred();
        });
    }
}
