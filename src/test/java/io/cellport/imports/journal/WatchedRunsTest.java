package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedRunsTest {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private long now;

    private final WatchedRuns watched = new WatchedRuns(INTERVAL, () -> now);

    @Test
    void aRunIsReadOnceSomebodyHasAskedAboutIt() {
        assertThat(watched.due()).isEmpty();

        assertThat(watched.ask(1)).isFalse();

        assertThat(watched.due()).containsExactly(1L);
    }

    @Test
    void aRunIsReadAgainAfterAnInterval() {
        watched.ask(1);
        watched.read(watched.due(), now);
        pass(INTERVAL.minusNanos(1));
        assertThat(watched.due()).isEmpty();

        pass(Duration.ofNanos(1));

        assertThat(watched.due()).containsExactly(1L);
    }

    @Test
    void whatWasReadIsRecentForTwoIntervals() {
        watched.ask(1);
        watched.read(List.of(1L), now);
        pass(INTERVAL.multipliedBy(2).minusNanos(1));
        assertThat(watched.ask(1)).isTrue();

        pass(Duration.ofNanos(1));

        assertThat(watched.ask(1)).isFalse();
    }

    @Test
    void aRunAboutWhichNobodyAsksAnyLongerIsForgotten() {
        watched.ask(1);
        pass(Duration.ofSeconds(2));
        watched.ask(2);
        pass(Duration.ofSeconds(1));

        assertThat(watched.due()).containsExactly(2L);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
