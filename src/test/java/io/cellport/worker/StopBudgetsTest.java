package io.cellport.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopBudgetsTest {

    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** That of the leases of runs, those of requests with the node's, and that of the unit. */
    private static final int POOLS_ONE_AFTER_THE_OTHER = 3;

    @Test
    void theStopTimesOfThePartsFitIntoThatOfTheWhole() {
        Duration parts = StopBudgets.REQUESTS
                .plus(StopBudgets.RUNS)
                .plus(StopBudgets.POOL.multipliedBy(POOLS_ONE_AFTER_THE_OTHER));

        assertThat(parts).isLessThan(StopBudgets.SERVER);
        assertThat(StopBudgets.SERVER.plus(StopBudgets.EVENT_LOOPS))
                .isLessThanOrEqualTo(StopBudgets.PROCESS.minus(MARGIN));
    }
}
