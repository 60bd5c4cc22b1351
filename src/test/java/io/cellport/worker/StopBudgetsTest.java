package io.cellport.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopBudgetsTest {

    private static final Duration MARGIN = Duration.ofSeconds(1);

    @Test
    void eachPartOfAStopHasLessTimeThanThePartAroundIt() {
        assertThat(StopBudgets.RUNS).isLessThanOrEqualTo(StopBudgets.SERVER.minus(MARGIN));
        assertThat(StopBudgets.SERVER.plus(StopBudgets.EVENT_LOOPS))
                .isLessThanOrEqualTo(StopBudgets.PROCESS.minus(MARGIN));
    }
}
