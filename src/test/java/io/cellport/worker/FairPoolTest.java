package io.cellport.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairPoolTest {

    private final WorkerPool threads = new WorkerPool("shared-work", FairPool.MOST_OF_CELL + 1, 10);

    private final FairPool pool = new FairPool(threads);

    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void closePool() {
        released.countDown();
        pool.abandon();
    }

    private Void work() throws InterruptedException {
        released.await();
        return null;
    }

    private List<Future<Void>> manyOf(String cell, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> pool.run(cell, this::work))
                .toList();
    }

    @Test
    void aCellThatAsksForMuchLeavesThreadsToOthers() {
        List<Future<Void>> many = manyOf("busy", 100);

        assertThat(pool.run("quiet", () -> "served").await()).isEqualTo("served");
        assertThat(many).noneMatch(Future::isComplete);
        assertThat(threads.waiting()).isZero();

        released.countDown();
        Future.all(many).await();
    }

    @Test
    void aCallThatThrowsMakesRoomForTheNext() {
        for (int i = 0; i < 2 * FairPool.MOST_OF_CELL; i++) {
            Future<Void> failed = pool.run("busy", () -> {
                throw new IllegalStateException("on purpose");
            });
            assertThat(failed.otherwiseEmpty().await()).isNull();
            assertThat(failed.cause()).hasMessage("on purpose");
        }
        assertThat(pool.run("busy", () -> "served").await()).isEqualTo("served");
    }

    @Test
    void tooManyCallsOfOneCellAreRefused() {
        manyOf("busy", FairPool.MOST_OF_CELL + FairPool.MOST_WAITING);

        assertThat(codeOf(pool.run("busy", this::work))).isEqualTo(ErrorCode.PR503_SV_0001);
        assertThat(pool.run("quiet", () -> "served").await()).isEqualTo("served");
    }

    @Test
    void callsThatWaitWhenThePoolIsClosedAreRefused() {
        List<Future<Void>> many = manyOf("busy", FairPool.MOST_OF_CELL + 5);

        Future<Void> closed = pool.shutDown(Duration.ofMinutes(1));
        released.countDown();
        closed.await();

        Future.join(many).otherwiseEmpty().await();
        assertThat(many.stream().filter(Future::succeeded)).hasSize(FairPool.MOST_OF_CELL);
        assertThat(codeOf(many.get(FairPool.MOST_OF_CELL))).isEqualTo(ErrorCode.PR503_SV_0001);
    }

    private static ErrorCode codeOf(Future<?> failed) {
        return ((ApiException) failed.cause()).error().code();
    }
}
