package io.cellport.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.message.ApiException;
import io.cellport.message.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordWorkerTest {

    private final Vertx vertx = Vertx.vertx();

    private final PasswordWorker worker = new PasswordWorker(vertx);

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(30, SECONDS);
    }

    @Test
    void whoWouldHaveToWaitLongIsRefusedAndOthersAreServedOnceThereIsRoomAgain() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        List<Future<String>> accepted = new ArrayList<>();
        Future<String> answer = worker.run(() -> waitFor(busy));
        while (!answer.failed()) {
            accepted.add(answer);
            assertThat(accepted).hasSizeLessThan(1_000);
            answer = worker.run(() -> waitFor(busy));
        }

        assertThat(answer.cause())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0001));
        busy.countDown();
        assertThat(Future.all(accepted).await(30, SECONDS).succeeded()).isTrue();
        assertThat(worker.run(() -> "served").await(30, SECONDS)).isEqualTo("served");
    }

    @Test
    void itHashesOnThreadsOfItsOwn() throws Exception {
        assertThat(worker.run(() -> Thread.currentThread().getName()).await(30, SECONDS))
                .startsWith("cellport-password");
    }

    private static String waitFor(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return "done";
    }
}
