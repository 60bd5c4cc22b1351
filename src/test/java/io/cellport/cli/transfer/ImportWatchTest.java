package io.cellport.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.FakeUnit;
import io.cellport.cli.unit.UnitException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImportWatchTest {

    private static final String READY = "{\"status\":\"ready\"}";

    private static final String UNAVAILABLE =
            "{\"code\":\"PR503-SV-0002\",\"message\":{\"lang\":\"en\"," + "\"value\":\"Server connection error.\"}}";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private final List<Duration> pauses = new ArrayList<>();

    @AutoClose
    private FakeUnit unit;

    private ImportWatch watch;

    @BeforeEach
    void start() {
        unit = new FakeUnit().answers(200, FakeUnit.PATH_BASED);
        Screen pipe = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80, System::nanoTime);
        watch = new ImportWatch(unit.client(), pipe, pauses::add);
    }

    @Test
    void anImportIsFollowedToItsEnd() {
        unit.answers(200, running(10)).answers(200, running(55)).answers(200, READY);

        assertThat(watch.untilEnd("c").line()).isEqualTo("ready");

        assertThat(unit.requests()).containsExactly("GET /", "GET /c/__import", "GET /c/__import", "GET /c/__import");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Import   10%", "Import   55%", "Import  100%");
    }

    @Test
    void aFailureIsReportedAndTheBarStopsWhereItWas() {
        unit.answers(200, running(10))
                .answers(200, "{\"status\":\"import failed\",\"progress\":\"12%\",\"importation_name\":\"s\"}");

        assertThat(watch.untilEnd("c").isFailed()).isTrue();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Import   12%")
                .doesNotContain("100%");
    }

    @Test
    void thePausesGrowToASecond() {
        for (int i = 0; i < 8; i++) {
            unit.answers(200, running(i));
        }
        unit.answers(200, READY);

        watch.untilEnd("c");

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
                        .write("{\"status\"")
                        .onComplete(written -> request.connection().close()))
                .answers(200, READY);

        assertThat(watch.untilEnd("c").line()).isEqualTo("ready");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void aUnitThatStaysAwayIsGivenUp() {
        for (int i = 0; i < 20; i++) {
            unit.answers(503, UNAVAILABLE);
        }

        assertThatThrownBy(() -> watch.untilEnd("c"))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR503-SV-0002 Server connection error.");
        assertThat(pauses).hasSize(19);
    }

    @Test
    void failuresBetweenAnswersDoNotAddUp() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 19; i++) {
                unit.answers(503, UNAVAILABLE);
            }
            unit.answers(200, running(10));
        }
        unit.answers(200, READY);

        assertThat(watch.untilEnd("c").line()).isEqualTo("ready");
    }

    @Test
    void aRefusalEndsTheWatchAtOnce() {
        unit.answers(200, running(10)).refuses(404, "PR404-DV-0003", "Cell not found.");

        assertThatThrownBy(() -> watch.untilEnd("c")).hasMessage("PR404-DV-0003 Cell not found.");
    }

    @Test
    void anUnknownStatusIsNoEnd() {
        unit.answers(200, running(10)).answers(200, "{\"state\":\"fine\"}");

        assertThatThrownBy(() -> watch.untilEnd("c"))
                .isInstanceOf(UnitException.class)
                .hasMessage("What answers at %s is no unit", unit.url());
    }

    private static String running(int percent) {
        return "{\"status\":\"importation in progress\",\"started_at\":\"2026-01-02T03:04:05.678Z\","
                + "\"progress\":\"" + percent + "%\",\"importation_name\":\"s\"}";
    }
}
