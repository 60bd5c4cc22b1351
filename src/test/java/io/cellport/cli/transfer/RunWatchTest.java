package io.cellport.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.RunWatch.Kind;
import io.cellport.cli.unit.FakeUnit;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunWatchTest {

    private static final String COMPLETED = "{\"import_id\":\"r1\",\"state\":\"Completed\",\"percent\":100}";

    private static final String UNAVAILABLE =
            "{\"code\":\"PR503-SV-0002\",\"message\":{\"lang\":\"en\"," + "\"value\":\"Server connection error.\"}}";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private final List<Duration> pauses = new ArrayList<>();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:05:00Z"));

    @AutoClose
    private FakeUnit unit;

    @BeforeEach
    void start() {
        unit = new FakeUnit();
    }

    @Test
    void aRunIsFollowedToItsEnd() {
        unit.answers(200, running(10)).answers(200, running(55)).answers(200, COMPLETED);

        assertThat(follow(Optional.empty()).isCompleted()).isTrue();

        assertThat(unit.requests()).hasSize(3).containsOnly("GET /c/__import/runs/r1");
        assertThat(shown()).contains("Import   10%", "Import   55%", "Import  100%");
    }

    @Test
    void timeAndPaceAreThoseOfTheRecord() {
        unit.answers(200, running(10)).answers(200, COMPLETED);

        follow(Optional.empty());

        assertThat(shown()).contains("Import   10%  1.5 MB/s  0:20 left  1:00");
    }

    @Test
    void aFailureIsReturnedAndTheBarStopsWhereItWas() {
        unit.answers(200, running(10))
                .answers(
                        200,
                        "{\"state\":\"Failed\",\"percent\":12,\"error\":{\"error\":{\"code\":\"PR400-CM-0004\","
                                + "\"message\":{\"lang\":\"en\",\"value\":\"JSON parse error.\"}},"
                                + "\"entry\":\"10_odata/70_userdata.pjson\",\"line\":301}}");

        assertThat(follow(Optional.empty()).failure())
                .isEqualTo("PR400-CM-0004 JSON parse error. (10_odata/70_userdata.pjson, line 301)");

        assertThat(shown()).contains("Import   12%").doesNotContain("100%");
    }

    @Test
    void thePausesGrowToASecond() {
        for (int i = 0; i < 8; i++) {
            unit.answers(200, running(i));
        }
        unit.answers(200, COMPLETED);

        follow(Optional.empty());

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void aUnitThatIsBusyOrRestartsIsAskedAgain() {
        unit.answers(request -> request.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "1")
                        .end(UNAVAILABLE))
                .answers(request -> request.response()
                        .putHeader("Content-Length", "100")
                        .write("{\"state\"")
                        .onComplete(written -> request.connection().close()))
                .answers(200, COMPLETED);

        assertThat(follow(Optional.empty()).isCompleted()).isTrue();

        assertThat(pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(shown()).containsOnlyOnce("PR503-SV-0002 Server connection error.; waiting for it");
    }

    @Test
    void aUnitThatStaysAwayIsGivenUp() {
        for (int i = 0; i < 400; i++) {
            unit.answers(503, UNAVAILABLE);
        }

        assertThatThrownBy(() -> follow(Optional.empty()))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR503-SV-0002 Server connection error.");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(1));
    }

    @Test
    void theTimeoutEndsTheWatchOfAnActiveRun() {
        for (int i = 0; i < 3; i++) {
            unit.answers(200, running(10));
        }

        assertTimesOut();
        assertThat(unit.requests()).hasSize(3);
    }

    @Test
    void theTimeoutEndsTheWatchOfAUnitThatIsAway() {
        for (int i = 0; i < 3; i++) {
            unit.answers(503, UNAVAILABLE);
        }

        assertTimesOut();
        assertThat(unit.requests()).hasSize(3);
    }

    private void assertTimesOut() {
        assertThatThrownBy(() -> follow(Optional.of(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.ending()).isEqualTo(Ending.TIMED_OUT))
                .hasMessageContaining("goes on at the server")
                .hasMessageContaining("cancel --cell c");
    }

    @Test
    void aRefusalEndsTheWatchAtOnce() {
        unit.answers(200, running(10)).refuses(404, "PR404-DV-0003", "Cell not found.");

        assertThatThrownBy(() -> follow(Optional.empty())).hasMessage("PR404-DV-0003 Cell not found.");
    }

    @Test
    void anUnknownStateIsNoEnd() {
        unit.answers(200, running(10)).answers(200, "{\"state\":\"Fine\"}");

        assertThatThrownBy(() -> follow(Optional.empty()))
                .isInstanceOf(UnitException.class)
                .hasMessage("What answers at %s is no unit", unit.url());
    }

    /** With a timeout, each pause takes a second of the clock. */
    private RunRecord follow(Optional<Duration> timeout) {
        Screen pipe = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80, System::nanoTime);
        Pause pause = time -> {
            pauses.add(time);
            timeout.ifPresent(any -> clock.advance(Duration.ofSeconds(1)));
        };
        return new RunWatch(unit.client(), pipe, timeout, pause, clock)
                .untilEnd(Kind.IMPORT, "c", URI.create(unit.url() + "c/__import/runs/r1"));
    }

    private String shown() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String running(int percent) {
        return "{\"import_id\":\"r1\",\"state\":\"Importing\",\"started_at\":\"2026-01-02T03:04:00.000Z\",\"percent\":"
                + percent + ",\"bytes_per_second\":1500000,\"eta\":{\"earliest\":\"2026-01-02T03:05:10.000Z\","
                + "\"latest\":\"2026-01-02T03:05:20.000Z\"}}";
    }
}
