package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body of which nobody can tell where it ends is the fault of its client, who hears of it. */
@ParameterizedClass
@ValueSource(strings = {"zz\r\nabc\r\n", "3\r\nabc\r\nzz\r\n", "3\r\nabcdef\r\n", "0\r\nA : b\r\n\r\n"})
class BrokenBodyTest {

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells("cell1");

    private static final String WHOLE = "0\r\n\r\n";

    @Parameter
    String broken;

    @ParameterizedTest
    @ValueSource(
            strings = {"PUT /cell1/__snapshot/a.zip", "POST /cell1/__import", "POST /cell1/__token", "POST /__ctl/Cell"
            })
    void whoReadsItRefusesIt(String line) throws Exception {
        try (LogCapture log = new LogCapture();
                RawClient client = new RawClient(unit)) {
            String answer = client.send(head(line, "") + broken).answer();

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("PR400-CM-0006")
                    .containsIgnoringCase("connection: close");
            assertThat(log.text()).doesNotContain("ERROR", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT /cell1/__snapshot/b.zip", "POST /cell1/__import"})
    void whoIsReadingItAlreadyRefusesIt(String line) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head(line, "Expect: 100-continue\r\n"));
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");

            assertThat(client.send(broken).answer()).startsWith("HTTP/1.1 400 ").contains("PR400-CM-0006");
        }
    }

    @Test
    void whoDoesNotReadItAnswersAsEver() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            assertThat(client.send(head("GET /cell1/__import", "") + broken).answer())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("connection: close")
                    .endsWith("{\"status\":\"ready\"}");
        }
    }

    @Test
    void theRequestBeforeItIsNotBlamedForIt() throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(head("POST /cell1/__import", "") + WHOLE + head("POST /__ctl/Cell", "") + broken);

            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").doesNotContain("PR400-CM-0006");
            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").contains("PR400-CM-0006");
        }
    }

    private static String head(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + unit.unitToken() + "\r\n" + headers
                + "Transfer-Encoding: chunked\r\n\r\n";
    }
}
