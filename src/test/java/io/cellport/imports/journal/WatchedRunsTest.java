package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedRunsTest {

    private long now;

    private final WatchedRuns watched = new WatchedRuns(() -> now);

    @Test
    void aRunIsReadOnceSomebodyHasAskedAboutIt() {
        assertThat(watched.due()).isEmpty();

        watched.ask(1);

        assertThat(watched.due()).containsExactly(1L);
        assertThat(watched.isReadSince(1, now)).isFalse();
    }

    @Test
    void aRunIsReadAgainWhenSomebodyAsksAgain() {
        long first = watched.ask(1);
        watched.read(watched.due(), now);
        assertThat(watched.due()).isEmpty();
        assertThat(watched.isReadSince(1, first)).isTrue();

        pass(Duration.ofNanos(1));
        long second = watched.ask(1);

        assertThat(watched.due()).containsExactly(1L);
        assertThat(watched.isReadSince(1, second)).isFalse();
    }

    @Test
    void aReadThatWasSentBeforeAQuestionDoesNotAnswerIt() {
        watched.ask(1);
        long sentAt = now;
        List<Long> due = watched.due();
        pass(Duration.ofNanos(1));
        long asked = watched.ask(1);

        watched.read(due, sentAt);

        assertThat(watched.isReadSince(1, asked)).isFalse();
        assertThat(watched.due()).containsExactly(1L);
    }

    @Test
    void aRunAboutWhichNobodyAsksAnyLongerIsForgotten() {
        watched.ask(1);
        pass(Duration.ofSeconds(2));
        watched.ask(2);
        pass(Duration.ofSeconds(1));

        assertThat(watched.due()).containsExactly(2L);
        assertThat(watched.isReadSince(1, 0)).isFalse();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
