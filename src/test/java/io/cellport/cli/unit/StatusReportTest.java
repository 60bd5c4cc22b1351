package io.cellport.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReportTest {

    @Test
    void readyIsOneWord() {
        StatusReport ready = read("{\"status\":\"ready\"}").orElseThrow();

        assertThat(ready.line()).isEqualTo("ready");
        assertThat(ready.isActive()).isFalse();
        assertThat(ready.isFailed()).isFalse();
    }

    @Test
    void aRunningImportTellsItsNamePercentageAndBeginning() {
        StatusReport running =
                read("{\"status\":\"importation in progress\",\"started_at\":\"2026-01-02T03:04:05.678Z\","
                                + "\"progress\":\"45%\",\"importation_name\":\"s\"}")
                        .orElseThrow();

        assertThat(running.isActive()).isTrue();
        assertThat(running.isFailed()).isFalse();
        assertThat(running.line()).isEqualTo("importation in progress: s, 45%, since 2026-01-02T03:04:05.678Z");
        assertThat(running.error()).isEmpty();
    }

    @Test
    void whatAUnitSaysCannotChangeTheTerminal() {
        StatusReport failed = read("{\"status\":\"import failed\",\"started_at\":\"\\u001b[2J\",\"progress\":\"7%\","
                        + "\"importation_name\":\"s\\u0007\",\"message\":{\"code\":\"\\u001b\"}}")
                .orElseThrow();

        assertThat(failed.line()).isEqualTo("import failed: s?, 7%, since ?[2J");
        assertThat(failed.error()).isEqualTo("?");
    }

    @Test
    void aFailureHasACodeAndAText() {
        StatusReport failed = read("{\"status\":\"import failed\",\"started_at\":\"2026-01-02T03:04:05.678Z\","
                        + "\"progress\":\"7%\",\"importation_name\":\"s\",\"message\":{\"code\":\"PR409-OD-0003\","
                        + "\"message\":{\"lang\":\"en\",\"value\":\"The entity already exists.\"}}}")
                .orElseThrow();

        assertThat(failed.isFailed()).isTrue();
        assertThat(failed.isActive()).isFalse();
        assertThat(failed.line()).isEqualTo("import failed: s, 7%, since 2026-01-02T03:04:05.678Z");
        assertThat(failed.error()).isEqualTo("PR409-OD-0003 The entity already exists.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"status\":\"\"}", "{\"status\":\"Ready\"}", "{\"status\":[\"ready\"]}"})
    void anUnknownStatusIsNotReported(String answer) {
        assertThat(read(answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0%, 0",
        "7%, 7",
        "99%, 99",
        "100%, 100",
        "101%, 0",
        "999%, 0",
        "-1%, 0",
        "7, 0",
        "7.5%, 0",
        "'', 0",
        "%, 0"
    })
    void aPercentageIsAWholeNumberUpToAHundred(String text, int percent) {
        assertThat(read("{\"status\":\"importation in progress\",\"progress\":\"" + text + "\"}"))
                .hasValueSatisfying(report -> assertThat(report.percent()).isEqualTo(percent));
    }

    private static Optional<StatusReport> read(String answer) {
        try {
            return StatusReport.of(new ObjectMapper().readTree(answer));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
