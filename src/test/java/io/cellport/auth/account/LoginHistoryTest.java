package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.MovableClock;
import io.cellport.auth.account.LoginHistory.Name;
import io.cellport.auth.account.LoginHistory.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginHistoryTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Name ALICE = new Name("cell", "alice");

    private final MovableClock clock = new MovableClock(START);

    private final MovableClock steady = new MovableClock(Instant.EPOCH);

    private final LoginHistory history = new LoginHistory(clock, steady, 3, Duration.ofSeconds(60));

    @Test
    void nobodyIsHeldUpBeforeTheFirstFailure() {
        assertThat(history.isTooSoon(ALICE)).isFalse();
        assertThat(history.isLocked(ALICE)).isFalse();
        assertThat(history.succeeded(ALICE)).isEqualTo(new Past(Optional.empty(), 0));
    }

    @Test
    void aFailureHoldsUpThatAccountForASecond() {
        history.failed(ALICE);

        assertThat(history.isTooSoon(ALICE)).isTrue();
        assertThat(history.isTooSoon(new Name("cell", "bob"))).isFalse();
        assertThat(history.isTooSoon(new Name("other", "alice"))).isFalse();
        steady.advance(SECOND.minusMillis(1));
        assertThat(history.isTooSoon(ALICE)).isTrue();
        steady.advance(Duration.ofMillis(1));
        assertThat(history.isTooSoon(ALICE)).isFalse();
    }

    @Test
    void asManyFailuresInARowAsConfiguredLockTheAccountForTheTimeConfigured() {
        history.failed(ALICE);
        history.failed(ALICE);
        assertThat(history.isLocked(ALICE)).isFalse();
        history.failed(ALICE);

        assertThat(history.isLocked(ALICE)).isTrue();
        steady.advance(Duration.ofSeconds(59));
        history.failed(ALICE);
        assertThat(history.isLocked(ALICE)).isTrue();
        steady.advance(SECOND);
        assertThat(history.isLocked(ALICE))
                .as("failures meanwhile do not prolong it")
                .isFalse();
    }

    @Test
    void aLoginTellsOfTheOneBeforeAndOfTheFailuresSinceAndStartsAnew() {
        history.succeeded(ALICE);
        clock.advance(SECOND);
        history.failed(ALICE);
        history.failed(ALICE);

        assertThat(history.succeeded(ALICE)).isEqualTo(new Past(Optional.of(START), 2));
        assertThat(history.isTooSoon(ALICE)).isFalse();
        assertThat(history.succeeded(ALICE)).isEqualTo(new Past(Optional.of(START.plus(SECOND)), 0));
    }

    @Test
    void withACountOfZeroNothingIsEverLocked() {
        LoginHistory lenient = new LoginHistory(clock, steady, 0, Duration.ofSeconds(60));
        for (int i = 0; i < 100; i++) {
            lenient.failed(ALICE);
        }

        assertThat(lenient.isLocked(ALICE)).isFalse();
    }

    @Test
    void aClockThatIsSetBackMakesNoLockLongerAndNoneShorterIfItIsSetForward() {
        for (int i = 0; i < 3; i++) {
            history.failed(ALICE);
        }
        clock.advance(Duration.ofHours(2));
        assertThat(history.isLocked(ALICE)).isTrue();

        clock.advance(Duration.ofHours(-5));
        steady.advance(Duration.ofSeconds(60));

        assertThat(history.isLocked(ALICE)).isFalse();
        assertThat(history.isTooSoon(ALICE)).isFalse();
    }

    @Test
    void theNumberOfRememberedNamesIsBounded() {
        int tried = 100_000;
        for (int i = 0; i < tried; i++) {
            history.failed(longName(i));
        }

        long remembered = IntStream.range(0, tried)
                .filter(i -> history.isTooSoon(longName(i)))
                .count();

        // 16 MiB hold less than 22,000 names of that length.
        assertThat(remembered).isBetween(1_000L, 30_000L);
    }

    private static Name longName(int number) {
        return new Name("cell", "x".repeat(250) + number);
    }

    @Test
    void aLockOfZeroSecondsLocksNobody() {
        LoginHistory brief = new LoginHistory(clock, steady, 1, Duration.ZERO);

        brief.failed(ALICE);

        assertThat(brief.isLocked(ALICE)).isFalse();
        assertThat(brief.isTooSoon(ALICE)).isTrue();
    }

    @Test
    void failuresAreCountedAnewAfterALock() {
        for (int i = 0; i < 3; i++) {
            history.failed(ALICE);
        }
        steady.advance(Duration.ofSeconds(60));
        history.failed(ALICE);
        history.failed(ALICE);
        assertThat(history.isLocked(ALICE)).isFalse();
        history.failed(ALICE);

        assertThat(history.isLocked(ALICE)).isTrue();
        assertThat(history.succeeded(ALICE)).isEqualTo(new Past(Optional.empty(), 6));
        assertThat(history.isLocked(ALICE)).isFalse();
    }
}
