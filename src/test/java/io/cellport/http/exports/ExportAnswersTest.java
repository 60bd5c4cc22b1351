package io.cellport.http.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.exports.message.ExportStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExportAnswersTest {

    @Test
    void readyIsOneKey() {
        assertThat(ExportAnswers.render(ExportStatus.READY).body()).hasToString("{\"status\":\"ready\"}");
    }

    @Test
    void anExportShowsItsKeysInDocumentedOrderAndAlwaysMilliseconds() {
        ExportStatus status = new ExportStatus(Instant.parse("2026-11-24T02:01:06Z"), 39, "small1");

        assertThat(ExportAnswers.render(status).body())
                .hasToString("{\"status\":\"exportation in progress\",\"started_at\":\"2026-11-24T02:01:06.000Z\","
                        + "\"progress\":\"39%\",\"exportation_name\":\"small1\"}");
    }
}
