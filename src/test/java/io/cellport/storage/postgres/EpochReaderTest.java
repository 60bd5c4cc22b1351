package io.cellport.storage.postgres;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.core.joran.spi.JoranException;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.logging.LogCapture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that reads what other nodes have changed. */
class EpochReaderTest {

    private static final Duration NO_PAUSE = Duration.ZERO;

    private final HeldSource source = new HeldSource();

    /** Nobody loses patience, however long this thread or that of the reader stands still. */
    private EpochReader reader = EpochReader.start(source, NO_PAUSE, new EpochWaiters(() -> 0));

    /** A source whose reads begin at once and end when the test says how. */
    private static final class HeldSource implements EpochSource {

        private final AtomicInteger begun = new AtomicInteger();
        private final SynchronousQueue<Throwable> ends = new SynchronousQueue<>();
        private volatile Thread thread;
        private volatile boolean held = true;

        @Override
        public void read() throws SQLException {
            thread = Thread.currentThread();
            begun.incrementAndGet();
            if (held) {
                end();
            }
        }

        private void end() throws SQLException {
            try {
                Throwable failure = ends.take();
                if (failure instanceof SQLException refused) {
                    throw refused;
                }
                if (failure instanceof Error error) {
                    throw error;
                }
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }

        /** Ends the read that is under way, or the next one: with a success if it is any other throwable. */
        void end(Throwable how) {
            try {
                assertThat(ends.offer(how, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void succeed() {
            end(new Throwable("success"));
        }

        void awaitBegun(int reads) {
            Awaitility.await().until(() -> begun.get() == reads);
        }

        void letGo() {
            held = false;
            ends.offer(new Throwable("success"));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        reader.close();
        source.letGo();
        if (source.thread != null) {
            source.thread.join();
        }
    }

    @Test
    void nothingIsReadWhileNobodyWaits() {
        Future<Void> first = reader.fresh();
        source.succeed();
        first.await();
        Awaitility.await().until(() -> source.thread.getState() == Thread.State.WAITING);

        assertThat(source.begun).hasValue(1);
    }

    @Test
    void nothingIsLoggedOfAReadThatIsCutOffByTheEnd() throws InterruptedException, JoranException {
        try (LogCapture log = new LogCapture()) {
            reader.fresh();
            source.awaitBegun(1);

            reader.close();
            source.end(new SQLException());
            source.thread.join();

            assertThat(log.text()).doesNotContain("the database cannot be read");
        }
    }

    @Test
    void itGoesOnAfterAFailureThatCannotBeTold() {
        reader.fresh();
        source.end(new SQLException() {
            @Override
            public String getMessage() {
                throw new OutOfMemoryError("of a test");
            }
        });

        Future<Void> later = reader.fresh();
        source.succeed();
        Awaitility.await().until(later::succeeded);
    }

    @Test
    void whoComesDuringAReadWaitsForTheNext() {
        Future<Void> first = reader.fresh();
        source.awaitBegun(1);
        Future<Void> second = reader.fresh();

        source.succeed();

        first.await();
        source.awaitBegun(2);
        assertThat(second.isComplete()).isFalse();
        source.succeed();
        second.await();
    }

    @Test
    void allWhoComeDuringAReadShareTheNext() {
        Future<Void> first = reader.fresh();
        source.awaitBegun(1);
        List<Future<Void>> others = Stream.generate(reader::fresh).limit(1_000).toList();

        source.succeed();
        source.succeed();

        first.await();
        Future.all(others).await();
        assertThat(source.begun).hasValue(2);
    }

    @Test
    void aReadThatFailsFailsThoseWhoWaitForItAndTheNextIsTriedAgain() {
        for (Throwable failure : List.of(new SQLException("made up"), new OutOfMemoryError("made up"))) {
            Future<Void> failed = reader.fresh();
            source.end(failure);
            assertUnavailable(failed);

            Future<Void> next = reader.fresh();
            source.succeed();
            next.await();
        }
    }

    @Test
    void whoWaitsLongerThanHalfASecondGetsAnError() {
        reader.close();
        reader = EpochReader.start(source, NO_PAUSE);
        long begun = System.nanoTime();
        Future<Void> first = reader.fresh();
        source.awaitBegun(1);
        Future<Void> second = reader.fresh();

        assertUnavailable(first);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(EpochWaiters.PATIENCE.toNanos());
        assertUnavailable(second);
        assertThat(source.begun).hasValue(1);
    }

    @Test
    void aReadThatHasReturnedTellsOfWhatWasAskedBeforeItWasSent() {
        long before = System.nanoTime();
        assertThat(reader.isReadSince(before)).as("before any read").isFalse();
        Future<Void> first = reader.fresh();
        source.awaitBegun(1);
        long meanwhile = System.nanoTime();
        assertThat(reader.isReadSince(before)).as("while it is under way").isFalse();

        source.succeed();
        first.await();

        assertThat(reader.isReadSince(before)).isTrue();
        assertThat(reader.isReadSince(meanwhile)).as("asked during the read").isFalse();
    }

    @Test
    void aReadThatHasFailedTellsNothing() {
        long before = System.nanoTime();
        Future<Void> failed = reader.fresh();
        source.end(new SQLException("made up"));
        assertUnavailable(failed);

        assertThat(reader.isReadSince(before)).isFalse();
    }

    @Test
    void whoFailsWhenTheAnswerComesKeepsNobodyElseFromIt() {
        Vertx vertx = Vertx.vertx();
        try {
            reader.fresh();
            source.awaitBegun(1);
            Promise<Future<Void>> second = Promise.promise();
            vertx.getOrCreateContext().runOnContext(turn -> {
                reader.fresh().onSuccess(done -> {
                    throw new IllegalStateException("made up");
                });
                second.complete(reader.fresh());
            });
            Future<Void> answer = second.future().await();
            source.succeed();
            source.succeed();

            answer.await();
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void aReadBeginsNoSoonerThanAnIntervalAfterTheOneBefore() {
        reader.close();
        source.letGo();
        Duration interval = Duration.ofMillis(20);
        reader = EpochReader.start(source, interval, new EpochWaiters(() -> 0));
        int before = source.begun.get();
        long begun = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            reader.fresh().await();
        }

        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(interval.multipliedBy(9).toNanos());
        assertThat(source.begun.get() - before).isEqualTo(10);
    }

    @Test
    void theCallerIsAnsweredOnItsOwnContext() {
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            Promise<Context> answeredOn = Promise.promise();
            caller.runOnContext(turn -> reader.fresh().onSuccess(done -> answeredOn.complete(Vertx.currentContext())));
            source.succeed();

            assertThat(answeredOn.future().await()).isSameAs(caller);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void whoWaitsAtTheEndGetsAnErrorAtOnce() throws InterruptedException {
        Future<Void> during = reader.fresh();
        source.awaitBegun(1);
        Future<Void> waiting = reader.fresh();

        reader.close();

        assertThat(during.failed()).isTrue();
        assertUnavailable(waiting);
        assertUnavailable(reader.fresh());
        source.succeed();
        source.thread.join();
        assertThat(source.begun).hasValue(1);
    }

    private static void assertUnavailable(Future<Void> answer) {
        assertThatThrownBy(answer::await)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo(ErrorCode.PR503_SV_0002));
    }
}
