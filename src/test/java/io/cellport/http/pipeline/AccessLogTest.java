package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AccessLogTest {

    private static final String ANY_TIME = "\\d+ms";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.cellport.access");

    @TempDir
    Path data;

    private TestUnit unit;

    private LogCapture log;

    @BeforeEach
    void start() throws IOException {
        unit = new TestUnit(config(data).trustedProxies(List.of("127.0.0.1")).build());
        unit.createCell("cell1");
        log = new LogCapture();
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.setLevel(null);
        log.close();
        unit.close();
    }

    @Test
    void aRequestIsOneLineThatTellsWhoDidWhat() throws Exception {
        send("GET /cell1/__import?p=secret", "Authorization: Bearer " + unit.unitToken());

        assertThat(line())
                .matches(".*\\[k] GET /cell1/__import 200 18B " + ANY_TIME + " 127\\.0\\.0\\.1 unit:unit-admin");
        assertThat(log.text()).doesNotContain("secret", "eyJ");
    }

    @Test
    void itTellsTheBytesOfAFileToo() throws Exception {
        unit.send(unit.request("cell1/__snapshot/a.zip").PUT(BodyPublishers.ofByteArray(new byte[100_000])));

        send("GET /cell1/__snapshot/a.zip", "Authorization: Bearer " + unit.unitToken());
        assertThat(line("GET")).contains("] GET /cell1/__snapshot/a.zip 200 100000B ");
    }

    @Test
    void itTellsTheMethodAndThePathThatCounted() throws Exception {
        send(
                "POST /harmless",
                "Authorization: Bearer " + unit.unitToken(),
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-Path: /__ctl/Cell('cell1')?x",
                "X-Forwarded-For: 10.9.9.9",
                "X-Forwarded-For: 203.0.113.7");

        assertThat(line())
                .matches(".*] DELETE /__ctl/Cell\\('cell1'\\) 204 0B " + ANY_TIME
                        + " 203\\.0\\.113\\.7 unit:unit-admin");
    }

    @Test
    void whoShowsNothingOrNothingGoodIsNobody() throws Exception {
        send("GET /cell1/__import", "Accept: text/html");
        assertThat(line()).matches(".*] GET /cell1/__import 401 \\d+B " + ANY_TIME + " 127\\.0\\.0\\.1 -");

        send("GET /cell1/__import/runs", "Authorization: Bearer garbage");
        assertThat(line("runs")).endsWith(" invalid");
    }

    @Test
    void nobodyWritesALineOfTheirOwn() throws Exception {
        send("GET /cell1/a%0d%0ab", "X-Forwarded-Path: /x y\t[k] GET /faked", "X-Forwarded-For: a b");

        assertThat(line()).matches(".*] GET /x\\?y\\?\\[k]\\?GET\\?/faked 404 \\d+B " + ANY_TIME + " unknown -");
    }

    @Test
    void aRequestThatIsRefusedAtOnceHasItsLineToo() throws Exception {
        send("GET /cell1/__import", "X-Forwarded-Host: a", "X-Forwarded-Host: b");

        assertThat(line()).matches(".*] GET /cell1/__import 400 \\d+B " + ANY_TIME + " 127\\.0\\.0\\.1 -");
    }

    private String line() throws Exception {
        // Not that of the request that made the cell, which may come late.
        return line("[k] ");
    }

    private String line(String part) throws Exception {
        await().until(() -> lines(part).size() == 1);
        return lines(part).get(0);
    }

    private List<String> lines(String part) throws Exception {
        return log.text()
                .lines()
                .filter(line -> line.contains("io.cellport.access") && line.contains(part))
                .toList();
    }

    private void send(String request, String... headers) throws IOException {
        try (RawClient client = new RawClient(unit)) {
            client.send(request + " HTTP/1.1\r\nHost: x\r\nX-Personium-RequestKey: k\r\nConnection: close\r\n"
                            + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n")
                    .untilClosed();
        }
    }
}
