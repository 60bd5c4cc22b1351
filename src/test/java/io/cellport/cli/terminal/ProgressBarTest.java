package io.cellport.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private long now = 1;

    @Test
    void aTerminalSeesOneLineThatIsDrawnAgain() {
        try (ProgressBar bar = ProgressBar.bytes(terminal(80), "Upload", 2_000_000)) {
            after(Duration.ofSeconds(1));
            bar.update(500_000);
            after(Duration.ofSeconds(1));
            bar.update(1_000_000);
            after(Duration.ofSeconds(2));
            bar.update(2_000_000);
        }

        assertThat(drawings())
                .containsExactly(
                        "",
                        "Upload   25% [######--------------------]  500.0 kB of 2.0 MB  500.0 kB/s  0:01",
                        "Upload   50% [##############--------------]  1.0 MB of 2.0 MB  500.0 kB/s  0:02",
                        "Upload  100% [############################]  2.0 MB of 2.0 MB  500.0 kB/s  0:04",
                        "Upload  100% [############################]  2.0 MB of 2.0 MB  500.0 kB/s  0:04\n");
    }

    @Test
    void aTerminalIsRedrawnAtMostTwentyTimesASecond() {
        try (ProgressBar bar = ProgressBar.percent(terminal(80), "Import")) {
            for (int percent = 0; percent < 100; percent++) {
                bar.update(percent);
                after(Duration.ofMillis(10));
            }
        }

        assertThat(drawings()).hasSize(1 + 20 + 1);
    }

    @Test
    void aLineNeverReachesTheLastColumn() {
        for (int width : List.of(10, 30, 40, 60, 80, 200)) {
            printed.reset();
            try (ProgressBar bar = ProgressBar.bytes(terminal(width), "Upload", 123_456_789_012L)) {
                bar.update(99_999_999_999L);
            }
            assertThat(drawings()).allSatisfy(line -> assertThat(line.strip()).hasSizeLessThan(width));
        }
    }

    @Test
    void aShorterLineCoversALongerOne() {
        try (ProgressBar bar = ProgressBar.bytes(terminal(30), "Upload", 10_000_000)) {
            bar.update(999_900);
            after(Duration.ofSeconds(2));
            bar.update(1_000_000);
        }

        List<String> lines = drawings();
        assertThat(lines.get(2)).hasSameSizeAs(lines.get(1));
    }

    @Test
    void aPipeGetsALineForEachTenthAndTheEnd() {
        try (ProgressBar bar = ProgressBar.percent(pipe(), "Import")) {
            for (int percent = 0; percent <= 25; percent++) {
                bar.update(percent);
            }
            after(Duration.ofSeconds(61));
            bar.update(100);
        }

        assertThat(lines()).containsExactly("Import   10%  0:00", "Import   20%  0:00", "Import  100%  1:01");
    }

    @Test
    void aBarThatStopsHalfwayPrintsItsLastPercentage() {
        try (ProgressBar bar = ProgressBar.bytes(pipe(), "Upload", 1_000)) {
            after(Duration.ofSeconds(1));
            bar.update(437);
        }

        assertThat(lines()).last().isEqualTo("Upload   43%  437 B of 1.0 kB  437 B/s  0:01");
    }

    @Test
    void anEmptyUploadIsComplete() {
        try (ProgressBar bar = ProgressBar.bytes(pipe(), "Upload", 0)) {
            bar.update(0);
        }

        assertThat(lines()).containsExactly("Upload  100%  0 B of 0 B  0 B/s  0:00");
    }

    @Test
    void aClosedBarStaysSilent() {
        ProgressBar bar = ProgressBar.percent(terminal(80), "Import");
        bar.close();
        printed.reset();

        bar.update(50);
        bar.close();

        assertThat(printed.size()).isZero();
    }

    @Test
    void amountsAreShortAndRoundUpToTheNextUnit() {
        assertThat(Amounts.bytes(999)).isEqualTo("999 B");
        assertThat(Amounts.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Amounts.bytes(999_949)).isEqualTo("999.9 kB");
        assertThat(Amounts.bytes(999_950)).isEqualTo("1.0 MB");
        assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("9223372.0 TB");
        assertThat(Amounts.time(Duration.ofMillis(3_723_900))).isEqualTo("1:02:03");
    }

    private Screen terminal(int width) {
        return new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), true, width, () -> now);
    }

    private Screen pipe() {
        return new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80, () -> now);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    private List<String> drawings() {
        return List.of(printed.toString(StandardCharsets.UTF_8).split("\r"));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
