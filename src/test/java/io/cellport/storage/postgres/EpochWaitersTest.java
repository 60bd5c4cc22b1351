package io.cellport.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who is answered by which read, and when waiting ends. */
class EpochWaitersTest {

    /** The clock of a machine may have any value, also one about to overflow. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(300));

    private final EpochWaiters waiters = new EpochWaiters(now::get);

    @Test
    void aReadAnswersThoseWhoCameBeforeItWasSent() {
        Future<Void> before = waiters.add();
        long read = waiters.sending();
        Future<Void> later = waiters.add();

        waiters.answer(read);

        assertThat(before.succeeded()).isTrue();
        assertThat(later.isComplete()).isFalse();
        waiters.answer(waiters.sending());
        assertThat(later.succeeded()).isTrue();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void aReadThatFailsFailsThoseWhoCameBeforeItWasSent() {
        Future<Void> before = waiters.add();
        long read = waiters.sending();
        Future<Void> later = waiters.add();

        waiters.fail(read);

        assertUnavailable(before);
        assertThat(later.isComplete()).isFalse();
    }

    @Test
    void whoWaitsTooLongGetsAnErrorAndIsForgotten() {
        Future<Void> first = waiters.add();
        passMillis(200);
        Future<Void> second = waiters.add();
        passMillis(299);
        waiters.expire();
        assertThat(first.isComplete()).isFalse();

        passMillis(1);
        waiters.expire();

        assertUnavailable(first);
        assertThat(second.isComplete()).isFalse();
        waiters.answer(waiters.sending());
        assertThat(second.succeeded()).isTrue();
        assertUnavailable(first);
    }

    @Test
    void whoIsInTheMiddleOfAReadCanWaitTooLong() {
        Future<Void> slow = waiters.add();
        long read = waiters.sending();
        passMillis(500);
        Future<Void> next = waiters.add();
        waiters.expire();

        waiters.answer(read);

        assertUnavailable(slow);
        assertThat(next.isComplete()).isFalse();
    }

    @Test
    void afterTheEndNobodyWaits() {
        Future<Void> open = waiters.add();

        waiters.close();

        assertUnavailable(open);
        assertUnavailable(waiters.add());
        assertThat(waiters.isEmpty()).isTrue();
    }

    private void passMillis(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void assertUnavailable(Future<Void> answer) {
        assertThat(answer.cause())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo(ErrorCode.PR503_SV_0002));
    }
}
