package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImportAnswerTest {

    private static final Instant START = Instant.parse("2026-11-24T02:15:05Z");

    @Test
    void readyIsOneKey() {
        assertThat(ImportAnswer.of(ImportStatus.READY).body()).hasToString("{\"status\":\"ready\"}");
    }

    @Test
    void aRunShowsItsKeysInDocumentedOrderAndAlwaysMilliseconds() {
        assertThat(ImportAnswer.of(ImportStatus.inProgress(START, 6, "medium")).body())
                .hasToString("{\"status\":\"importation in progress\",\"started_at\":\"2026-11-24T02:15:05.000Z\","
                        + "\"progress\":\"6%\",\"importation_name\":\"medium\"}");
    }

    @Test
    void aFailureTellsCodeAndTextLast() {
        ImportStatus failed = ImportStatus.failed(
                START.plusMillis(884).plusNanos(999_999),
                88,
                "badlink",
                ApiError.of(ErrorCode.PR400_CM_0004, "{\"not\" json\n"));

        assertThat(ImportAnswer.of(failed).body())
                .hasToString("{\"status\":\"import failed\",\"started_at\":\"2026-11-24T02:15:05.884Z\","
                        + "\"progress\":\"88%\",\"importation_name\":\"badlink\","
                        + "\"message\":{\"code\":\"PR400-CM-0004\",\"message\":{\"lang\":\"en\","
                        + "\"value\":\"JSON parse error. [{\\\"not\\\" json\\\\u000A].\"}}}");
    }
}
