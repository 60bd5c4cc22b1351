package io.cellport.http.tus;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyReceiver;
import io.cellport.http.Exchange;
import io.cellport.http.Rounds;
import io.cellport.http.Transfers;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.upload.Upload;
import io.cellport.snapshot.upload.UploadWriter;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of one {@code PATCH}. What comes before a connection breaks is kept, unless there is a checksum of the
 * whole. The last byte of the upload makes it a snapshot, as {@code PUT} does. Belongs to one event loop.
 *
 * @param offset where the client says that the body begins, as it came
 * @param precondition of the snapshot file
 */
record AppendedBody(
        Exchange exchange,
        Transfers transfers,
        String offset,
        Optional<BodyChecksum> checksum,
        Precondition precondition) {

    /**
     * Refuses a body that does not go on where the upload is, or announces more than its rest.
     *
     * @throws ApiException {@code PR409-CM-0004} or {@code PR413-DV-0001}
     */
    Upload check(Upload upload) {
        if (!offset.equals(Long.toString(upload.offset()))) {
            throw ApiException.of(ErrorCode.PR409_CM_0004, Long.toString(upload.offset()));
        }
        BodyReceiver.refuseIfAnnouncedLarger(exchange.request(), rest(upload));
        return upload;
    }

    private static long rest(Upload upload) {
        return upload.length() - upload.offset();
    }

    /** Receives the body, and ends early if another request wants the upload: that is how a dead connection ends. */
    Future<Void> append(UploadTarget target, Uploads uploads) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Promise<Void> asked = Promise.promise();
        Runnable ask = () -> context.runOnContext(now -> asked.tryComplete());
        return transfers
                .run(() -> uploads.open(target.cellId(), target.id(), ask).orElseThrow(target::notFound))
                .compose(writer -> Future.<Void>succeededFuture()
                        .compose(opened -> receive(writer, asked.future()))
                        .compose(received -> transfers.run(() -> complete(writer, uploads)))
                        .eventually(() -> transfers.run(() -> close(writer))));
    }

    private Future<Void> receive(UploadWriter writer, Future<Void> asked) {
        long rest = rest(check(writer.upload()));
        BodyReceiver receiver = new BodyReceiver(exchange.request(), bytes -> write(bytes, writer), transfers, rest);
        Future<Void> received = receiver.receive();
        Rounds.until(received, BodyReceiver.PACE_ROUND, receiver::checkPace);
        asked.onSuccess(other -> receiver.giveUp(ApiException.of(ErrorCode.PR423_CM_0001)));
        return received.recover(failure -> checksum.isEmpty() && isInterruption(failure)
                ? transfers.run(writer::keep).transform(kept -> Future.failedFuture(failure))
                : Future.failedFuture(failure));
    }

    private void write(ByteBuffer bytes, UploadWriter writer) {
        checksum.ifPresent(sum -> sum.add(bytes));
        writer.write(bytes);
        if (checksum.isEmpty()) {
            writer.keepSometimes();
        }
    }

    /** Whether the bytes that have come are good, and only those behind them are missing. */
    private static boolean isInterruption(Throwable failure) {
        return failure instanceof ApiException broken
                && switch (broken.error().code()) {
                    case PR500_CM_0001, PR408_CM_0001, PR423_CM_0001 -> true;
                    default -> false;
                };
    }

    private Void complete(UploadWriter writer, Uploads uploads) {
        checksum.ifPresent(BodyChecksum::check);
        writer.keep();
        if (writer.isFull()) {
            uploads.publish(writer, precondition);
        }
        return null;
    }

    private static Void close(UploadWriter writer) {
        writer.close();
        return null;
    }
}
