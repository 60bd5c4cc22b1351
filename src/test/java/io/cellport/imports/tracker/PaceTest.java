package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.message.ImportProgress.Work;
import io.cellport.imports.message.RunView.Eta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    @Property(tries = 1_000)
    void atAConstantSpeedTheEstimateIsRightFromATenthOn(
            @ForAll @IntRange(min = 40, max = 100_000) int seconds,
            @ForAll @IntRange(min = 1, max = 1_000_000) int bytesPerSecond,
            @ForAll @IntRange(min = 10, max = 99) int percent) {
        long total = (long) seconds * bytesPerSecond;
        int observed = (int) ((long) seconds * percent / 100);
        Instant end = START.plusSeconds(seconds);
        Pace pace = Pace.startingAt(work(0, 0, total));
        int step = Math.max(1, observed / 50);
        for (int second = step; second < observed; second += step) {
            pace = pace.receiving(work(second, (long) second * bytesPerSecond, total));
        }
        pace = pace.receiving(work(observed, (long) observed * bytesPerSecond, total));

        Eta eta = pace.eta(START.plusSeconds(observed)).orElseThrow();

        double left = seconds - observed;
        assertThat(pace.bytesPerSecond()).hasValue(bytesPerSecond);
        assertThat(eta.earliest()).isBeforeOrEqualTo(end.plusMillis(1));
        assertThat(eta.latest()).isAfterOrEqualTo(end.minusMillis(1));
        assertThat(error(eta.earliest(), end)).isLessThan(left * 0.2);
        assertThat(error(middle(eta), end)).isLessThan(left * 0.2);
        assertThat(error(eta.latest(), end)).isLessThan(seconds * 0.2);
    }

    @Property(tries = 1_000)
    void theEstimatedRangeIsOrderedAndInTheFuture(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 1_000_000) Integer> steps,
            @ForAll @IntRange(min = 0, max = 10_000) int millis) {
        long total = 1 + steps.stream().mapToLong(Integer::longValue).sum();
        Pace pace = Pace.startingAt(work(0, 0, total));
        long done = 0;
        Instant now = START;
        for (int step : steps) {
            done += step;
            now = now.plusMillis(millis);
            pace = pace.receiving(new Work(done, total, 0, now));

            Optional<Eta> eta = pace.eta(now);
            if (eta.isPresent()) {
                assertThat(eta.get().earliest()).isBetween(now, eta.get().latest());
            }
        }
    }

    @Example
    void thereIsNoEstimateBeforeThreeSeconds() {
        Pace pace = Pace.startingAt(work(0, 0, 100)).receiving(new Work(50, 100, 0, START.plusMillis(2_999)));

        assertThat(pace.eta(START.plusMillis(2_999))).isEmpty();
        assertThat(pace.receiving(work(3, 50, 100)).eta(START.plusSeconds(3))).isPresent();
    }

    @Example
    void thereIsNoEstimateBeforeTwoPercent() {
        Pace pace = Pace.startingAt(work(0, 0, 10_000)).receiving(work(60, 199, 10_000));

        assertThat(pace.eta(START.plusSeconds(60))).isEmpty();
        assertThat(pace.receiving(work(61, 200, 10_000)).eta(START.plusSeconds(61)))
                .isPresent();
    }

    @Example
    void thereIsNoEstimateWithoutProgress() {
        Pace pace = Pace.startingAt(work(0, 0, 1_000));
        for (int second = 1; second <= 10; second++) {
            pace = pace.receiving(work(second, second * 10L, 1_000));
        }
        assertThat(pace.eta(START.plusSeconds(10))).isPresent();
        for (int second = 11; second <= 20; second++) {
            pace = pace.receiving(work(second, 100, 1_000));
        }
        assertThat(pace.eta(START.plusSeconds(20))).isEmpty();

        pace = pace.receiving(work(21, 110, 1_000));
        assertThat(pace.eta(START.plusSeconds(21))).isPresent();
    }

    @Example
    void aRunThatSlowedDownEndsBetweenTheEstimatesOfBothPaces() {
        Pace pace = Pace.startingAt(work(0, 0, 1_000));
        for (int second = 1; second <= 40; second++) {
            pace = pace.receiving(work(second, second <= 20 ? second * 20L : 400 + (second - 20) * 5L, 1_000));
        }

        // 500 are left; 12.5 a second overall, 5 lately.
        Eta eta = pace.eta(START.plusSeconds(40)).orElseThrow();
        assertThat(eta.earliest()).isEqualTo(START.plusSeconds(40 + 40));
        assertThat(eta.latest()).isEqualTo(START.plusSeconds(40 + 120));
    }

    @Example
    void anEmptySnapshotHasNoEstimate() {
        Pace pace = Pace.startingAt(work(0, 0, 0)).receiving(work(60, 0, 0));

        assertThat(pace.eta(START.plusSeconds(60))).isEmpty();
        assertThat(pace.bytesPerSecond()).isEmpty();
    }

    private static Work work(int second, long doneBytes, long totalBytes) {
        return new Work(doneBytes, totalBytes, 0, START.plusSeconds(second));
    }

    private static double error(Instant told, Instant end) {
        return Duration.between(end, told).abs().toMillis() / 1000.0;
    }

    private static Instant middle(Eta eta) {
        return eta.earliest()
                .plus(Duration.between(eta.earliest(), eta.latest()).dividedBy(2));
    }
}
