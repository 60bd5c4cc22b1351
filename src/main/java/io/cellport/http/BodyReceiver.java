package io.cellport.http;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.connection.BodyParts;
import io.cellport.http.connection.DirectBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams one request body to a writer, no faster than it writes. What Vert.x has kept of it comes first, the rest past
 * Vert.x. Used once. Belongs to one event loop.
 */
public final class BodyReceiver {

    /** How often the pace of a body is checked. */
    public static final Duration PACE_ROUND = Duration.ofSeconds(30);

    /** Least bytes in a round: 1 KiB a second. A slower client only occupies a connection and a place. */
    public static final long PACE_BYTES = 30 << 10;

    /** So many that some come while others are written. */
    private static final int PIECES_OF_SHARE = 8;

    private final HttpServerRequest request;

    private final Consumer<ByteBuffer> writer;

    private final Transfers uploads;

    private final long limit;

    private final Promise<Void> received = Promise.promise();

    private final Context context = Objects.requireNonNull(Vertx.currentContext());

    private final UnwrittenBytes unwritten;

    /** The rest of the body; null if it comes through Vert.x. */
    private @Nullable DirectBody direct;

    private boolean nothingWaits;

    /** Not as long as Vert.x is to give what it has kept. */
    private boolean mayPause;

    private boolean writing;

    private boolean aboutToWrite;

    private boolean ended;

    private long bytes;

    private long bytesOfRounds;

    private @Nullable Throwable failure;

    /**
     * A receiver that writes on the pool of uploads.
     *
     * @param writer called there with each piece of the body, one after the other
     * @param limit the most bytes that the body may have
     */
    public BodyReceiver(HttpServerRequest request, Consumer<ByteBuffer> writer, Transfers uploads, long limit) {
        this.request = request;
        this.writer = writer;
        this.uploads = uploads;
        this.unwritten = new UnwrittenBytes(uploads::share);
        this.limit = limit;
    }

    /** Refuses a body whose {@code Content-Length} says that it is too large, before any of it is read. */
    public static void refuseIfAnnouncedLarger(HttpServerRequest request, long limit) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && (announced.length() > 18 || Long.parseLong(announced) > limit)) {
            throw tooLarge(limit);
        }
    }

    /**
     * Receives the whole body.
     *
     * @return complete when nothing is written any more; fails with {@code PR413-DV-0001} as soon as the body is larger
     *     than allowed, with {@code PR400-CM-0006} if it is broken, with {@code PR408-CM-0001} if it is too slow, with
     *     {@code PR500-CM-0001} if the client goes away
     */
    public Future<Void> receive() {
        if (request.isEnded()) {
            end();
        } else if (request.response().closed()) {
            fail(ApiException.of(ErrorCode.PR500_CM_0001));
        } else {
            listen();
        }
        return received.future();
    }

    private void listen() {
        BodyParts.whenBroken(request, () -> giveUp(ApiException.of(ErrorCode.PR400_CM_0006)));
        request.exceptionHandler(gone -> fail(ApiException.of(ErrorCode.PR500_CM_0001)));
        request.endHandler(end -> end());
        request.handler(this::accept);
        if (UnreadBody.expectsContinue(request)) {
            request.response().writeContinue();
        }
        request.resume();
        // A turn later, what Vert.x has kept of the paused request has come.
        context.runOnContext(turn -> passVertx());
    }

    private void passVertx() {
        if (ended || failure != null) {
            return;
        }
        Optional<DirectBody> rest = DirectBody.of(request, this::accept);
        rest.ifPresent(DirectBody::probe);
        if (rest.isPresent() && nothingWaits) {
            direct = rest.get();
            direct.begin(pieceBytes());
        }
        mayPause = true;
        pauseIfFull();
    }

    private int pieceBytes() {
        return uploads.share() / PIECES_OF_SHARE;
    }

    /**
     * Ends a body that came too slowly since the last call. Call it once a round. A client that waits for the disk is
     * not slow.
     */
    public void checkPace() {
        if (!writing && bytes - bytesOfRounds < PACE_BYTES) {
            giveUp(ApiException.of(ErrorCode.PR408_CM_0001));
        }
        bytesOfRounds = bytes;
    }

    /** Reads no more of the body, which fails with this error unless it has ended. */
    public void giveUp(ApiException error) {
        if (!ended) {
            breakOff(error);
        }
    }

    /** The bytes received so far. */
    public long bytes() {
        return bytes;
    }

    private void accept(Buffer piece) {
        if (piece.length() == 0) {
            nothingWaits = true;
        } else {
            accept(Unpooled.wrappedBuffer(piece.getBytes()));
        }
    }

    private void accept(ByteBuf piece) {
        if (failure != null) {
            piece.release();
            return;
        }
        bytes += piece.readableBytes();
        uploads.moved(piece.readableBytes());
        if (bytes > limit) {
            piece.release();
            breakOff(tooLarge(limit));
            return;
        }
        unwritten.add(piece);
        pauseIfFull();
        if (!writing && !aboutToWrite) {
            aboutToWrite = true;
            context.runOnContext(endOfTurn -> write());
        }
    }

    private void pauseIfFull() {
        if (!mayPause || !unwritten.isFull()) {
            return;
        }
        if (direct == null) {
            request.pause();
        } else {
            direct.pause();
        }
    }

    /** Writes what a turn of the event loop has brought, at its end: each write costs two changes of thread. */
    private void write() {
        aboutToWrite = false;
        if (writing || failure != null) {
            return;
        }
        List<ByteBuf> pieces = unwritten.take();
        writing = true;
        uploads.run(() -> writeAll(pieces)).onComplete(written -> {
            writing = false;
            pieces.forEach(ByteBuf::release);
            if (written.failed()) {
                fail(written.cause());
            }
            goOn();
        });
    }

    private Void writeAll(List<ByteBuf> pieces) {
        pieces.forEach(piece -> writer.accept(piece.nioBuffer()));
        return null;
    }

    private void goOn() {
        if (failure != null) {
            settle();
        } else if (!unwritten.isEmpty()) {
            write();
            resume();
        } else if (ended) {
            settle();
        } else {
            resume();
        }
    }

    private void resume() {
        if (direct != null) {
            direct.resume(pieceBytes());
        } else if (!ended) {
            request.resume();
        }
    }

    private void end() {
        ended = true;
        if (unwritten.isEmpty()) {
            settle();
        }
    }

    private void breakOff(RuntimeException error) {
        request.pause();
        fail(error);
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            unwritten.take().forEach(ByteBuf::release);
            if (direct != null) {
                direct.end();
            }
        }
        settle();
    }

    /** Waits for a write that is under way, because the caller may close the blob as soon as this completes. */
    private void settle() {
        if (writing) {
            return;
        }
        if (failure == null) {
            received.tryComplete();
        } else {
            received.tryFail(failure);
        }
    }

    private static RuntimeException tooLarge(long limit) {
        return ApiException.of(ErrorCode.PR413_DV_0001, Long.toString(limit));
    }
}
