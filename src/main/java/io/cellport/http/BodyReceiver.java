package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Streams one request body into a file, no faster than the file takes it. Used on the event loop, once. */
final class BodyReceiver {

    private final HttpServerRequest request;

    private final AsyncFile file;

    private final long limit;

    private final Promise<Void> received = Promise.promise();

    private long bytes;

    private Throwable failure;

    /**
     * A receiver that closes the file when it is done.
     *
     * @param limit most bytes that the body may have
     */
    BodyReceiver(HttpServerRequest request, AsyncFile file, long limit) {
        this.request = request;
        this.file = file;
        this.limit = limit;
    }

    /** Refuses a body whose {@code Content-Length} says that it is too large, before any of it is read. */
    static void refuseIfAnnouncedLarger(HttpServerRequest request, long limit) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && (announced.length() > 18 || Long.parseLong(announced) > limit)) {
            throw tooLarge(limit);
        }
    }

    /**
     * Receives the whole body.
     *
     * @return complete when all of it is written and the file is closed; fails with {@code PR413-DV-0001} as soon as it
     *     is larger than allowed, with {@code PR500-CM-0001} if the client goes away
     */
    Future<Void> receive() {
        file.exceptionHandler(this::fail);
        if (request.isEnded()) {
            received.complete();
        } else if (request.response().closed()) {
            fail(ErrorCode.PR500_CM_0001.exception());
        } else {
            listen();
        }
        return received.future()
                .transform(end -> file.close())
                .compose(closed -> failure == null ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private void listen() {
        request.exceptionHandler(broken -> fail(ErrorCode.PR500_CM_0001.exception()));
        request.endHandler(end -> received.tryComplete());
        request.handler(this::accept);
        if (UnreadBody.expectsContinue(request)) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void accept(Buffer piece) {
        bytes += piece.length();
        // A body that ends in trailers comes with an empty piece, which an open file refuses.
        if (failure != null || piece.length() == 0) {
            return;
        }
        if (bytes > limit) {
            request.pause();
            fail(tooLarge(limit));
            return;
        }
        file.write(piece).onFailure(this::fail);
        if (file.writeQueueFull()) {
            request.pause();
            file.drainHandler(drained -> continueUnlessFailed());
        }
    }

    private void continueUnlessFailed() {
        if (failure == null) {
            request.resume();
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        received.tryComplete();
    }

    private static RuntimeException tooLarge(long limit) {
        return ErrorCode.PR413_DV_0001.exception(Long.toString(limit));
    }
}
