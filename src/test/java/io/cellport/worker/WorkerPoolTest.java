package io.cellport.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WorkerPoolTest {

    private final WorkerPool pool = new WorkerPool("some-work", 1, 1);

    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void closePool() {
        released.countDown();
        pool.abandon();
    }

    @Test
    void callsRunOnThreadsOfItsName(VertxTestContext test) {
        pool.run(() -> Thread.currentThread().getName())
                .onComplete(test.succeeding(name -> test.verify(() -> {
                    assertThat(name).isEqualTo("some-work-0");
                    test.completeNow();
                })));
    }

    @Test
    void theFutureCompletesOnTheContextOfTheCaller(Vertx vertx, VertxTestContext test) {
        Context caller = vertx.getOrCreateContext();
        caller.runOnContext(start -> pool.run(() -> "done")
                .onComplete(test.succeeding(done -> test.verify(() -> {
                    assertThat(Vertx.currentContext()).isSameAs(caller);
                    test.completeNow();
                }))));
    }

    @Test
    void aCallWithoutAFreeThreadOrPlaceIsRefusedAndNeverRuns() {
        Future<Void> working = pool.run(this::work);
        Future<Void> waiting = pool.run(this::work);

        Future<Void> refused = pool.run(this::work);

        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0001));
        assertThat(working.isComplete()).isFalse();
        assertThat(waiting.isComplete()).isFalse();
    }

    @Test
    void anErrorFailsTheFutureAndLeavesTheThread(VertxTestContext test) {
        pool.run(() -> {
                    throw new OutOfMemoryError("made up");
                })
                .recover(failure -> Future.succeededFuture(failure))
                .compose(failure -> pool.run(() -> failure))
                .onComplete(test.succeeding(failure -> test.verify(() -> {
                    assertThat(failure).isInstanceOf(OutOfMemoryError.class);
                    test.completeNow();
                })));
    }

    @Test
    void shuttingDownLetsCallsFinishWithoutWaitingForThem() {
        Future<Void> working = pool.run(this::work);
        Future<Void> waiting = pool.run(this::work);

        Future<Void> ended = pool.shutDown(Duration.ofMinutes(1));
        assertThat(ended.isComplete()).isFalse();
        released.countDown();
        ended.await();

        assertThat(working.succeeded()).isTrue();
        assertThat(waiting.succeeded()).isTrue();
        assertThat(pool.run(this::work).failed()).isTrue();
    }

    @Test
    void shuttingDownAbandonsCallsThatTakeTooLong() {
        Future<Void> working = pool.run(this::work);

        pool.shutDown(Duration.ofMillis(1)).await();

        assertThat(working.transform(result -> Future.succeededFuture(result.cause()))
                        .await())
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void theEndOfAPoolIsToldOnTheContextOfTheCaller(Vertx vertx, VertxTestContext test) {
        Context caller = vertx.getOrCreateContext();
        pool.run(this::work);
        caller.runOnContext(start -> {
            pool.shutDown(Duration.ofMinutes(1))
                    .onComplete(test.succeeding(ended -> test.verify(() -> {
                        assertThat(Vertx.currentContext()).isSameAs(caller);
                        test.completeNow();
                    })));
            released.countDown();
        });
    }

    @Test
    void itCountsWaitingAndRefusedCalls() {
        for (int i = 0; i < 5; i++) {
            pool.run(this::work);
        }

        assertThat(pool.waiting()).isEqualTo(1);
        assertThat(pool.refused()).isEqualTo(3);
    }

    private Void work() throws InterruptedException {
        released.await();
        return null;
    }
}
