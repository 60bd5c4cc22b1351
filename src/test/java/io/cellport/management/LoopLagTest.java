package io.cellport.management;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopLagTest {

    private static final long START = Long.MAX_VALUE - SECONDS.toNanos(100);

    private final LoopLag lag = new LoopLag(START);

    private long now = START;

    @Test
    void aLoopThatTicksInTimeHasNone() {
        tickAfter(LoopLag.TICK.toMillis());
        tickAfter(LoopLag.TICK.toMillis());

        assertThat(lag.seconds(now)).isZero();
        assertThat(lag.seconds(now + LoopLag.TICK.toNanos())).isZero();
    }

    @Test
    void aLoopThatStandsStillIsLaterAndLater() {
        tickAfter(LoopLag.TICK.toMillis());

        assertThat(lag.seconds(now + LoopLag.TICK.toNanos() + SECONDS.toNanos(3)))
                .isEqualTo(3);
        assertThat(lag.seconds(now + LoopLag.TICK.toNanos() + SECONDS.toNanos(4)))
                .isEqualTo(4);
    }

    @Test
    void theWorstLagIsRememberedForAMinuteAndForgottenAfterTwo() {
        tickAfter(LoopLag.TICK.toMillis() + 1_500);

        for (int seconds = 0; seconds < 59; seconds++) {
            tickAfterASecond();
        }
        assertThat(lag.seconds(now)).isEqualTo(1.5);

        for (int seconds = 0; seconds < 65; seconds++) {
            tickAfterASecond();
        }
        assertThat(lag.seconds(now)).isZero();
    }

    private void tickAfterASecond() {
        for (int tick = 0; tick < 5; tick++) {
            tickAfter(LoopLag.TICK.toMillis());
        }
    }

    private void tickAfter(long millis) {
        now += MILLISECONDS.toNanos(millis);
        lag.tick(now);
    }
}
