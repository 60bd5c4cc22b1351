package io.cellport.cli.unit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads the body of an answer as a text, unless it is larger than any that a unit gives. Used once. For one thread. */
final class LimitedText implements BodySubscriber<String> {

    /** A page of a thousand large entities fits. */
    static final int MOST_BYTES = 64 << 20;

    private final CompletableFuture<String> text = new CompletableFuture<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final int most;

    private Subscription subscription = new Subscription() {

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    LimitedText() {
        this(MOST_BYTES);
    }

    LimitedText(int most) {
        this.most = most;
    }

    /** The body was too large; it is not read on. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (bytes.size() + (long) piece.remaining() > most) {
                subscription.cancel();
                text.completeExceptionally(new TooLarge());
                return;
            }
            byte[] part = new byte[piece.remaining()];
            piece.get(part);
            bytes.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
