package io.cellport.http.imports;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.TestUnit;
import io.cellport.logging.LogCapture;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five hundred clients that ask once a second how a large import stands. */
@Tag("nightly")
class PollStormIT {

    private static final int CLIENTS = 500;
    private static final int ENTITIES = 1_000_000;
    private static final Duration BLOCKED = Duration.ofMillis(500);

    @TempDir
    Path data;

    private final List<Duration> latencies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lies = Collections.synchronizedList(new ArrayList<>());
    private final List<Instant> ready = Collections.synchronizedList(new ArrayList<>());

    @Test
    void allOfThemHearTheTruthSoonAndNoEventLoopIsBlocked() throws Exception {
        Vertx clients = Vertx.vertx();
        Vertx watched = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(BLOCKED.toMillis())
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setBlockedThreadCheckInterval(50));
        try (LogCapture log = new LogCapture();
                TestUnit unit = new TestUnit(config(data.resolve("unit")).build(), watched)) {
            unit.createCell("cell1");
            Path large = SnapshotBuilder.snapshot().userData(ENTITIES, 100).writeTo(data.resolve("large.zip"));
            unit.send(unit.request("cell1/__snapshot/large.zip").PUT(BodyPublishers.ofFile(large)));
            assertThat(unit.post("cell1/__import", "{\"Name\":\"large\"}").statusCode())
                    .isEqualTo(202);

            List<Long> timers = poll(clients, unit);
            await().atMost(PATIENCE.multipliedBy(5)).until(() -> ready.size() > CLIENTS);
            timers.forEach(clients::cancelTimer);

            assertThat(lies).isEmpty();
            assertThat(Collections.min(ready)).isAfterOrEqualTo(finishedAt(unit));
            assertThat(log.text()).doesNotContain("has been blocked");
            Collections.sort(latencies);
            Duration p99 = latencies.get(latencies.size() * 99 / 100);
            System.out.printf("%,d answers, p99 %d ms%n", latencies.size(), p99.toMillis());
            assertThat(p99).isLessThan(Duration.ofSeconds(1));
        } finally {
            clients.close().await();
        }
    }

    private static Instant finishedAt(TestUnit unit) {
        JsonArray runs =
                new JsonObject(unit.send(unit.request("cell1/__import/runs")).body()).getJsonArray("runs");
        return Instant.parse(runs.getJsonObject(0).getString("finished_at"));
    }

    private List<Long> poll(Vertx clients, TestUnit unit) {
        HttpClient http = clients.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CLIENTS));
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(unit.port())
                .setURI("/cell1/__import")
                .putHeader("Authorization", "Bearer " + unit.unitToken());
        List<Long> timers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(http, request);
            timers.add(clients.setPeriodic(1 + i * 1_000L / CLIENTS, 1_000, tick -> client.ask()));
        }
        return timers;
    }

    /** Remembers what it was told last. One event loop. */
    private final class Client {

        private final HttpClient http;
        private final RequestOptions request;
        private int percent;
        private Future<Void> lastAnswer = Future.succeededFuture();

        Client(HttpClient http, RequestOptions request) {
            this.http = http;
            this.request = request;
        }

        /** Never asks twice at a time: answers that overtake each other would look like lies. */
        void ask() {
            if (lastAnswer.isComplete()) {
                long start = System.nanoTime();
                lastAnswer = http.request(request)
                        .compose(sent -> sent.send())
                        .compose(HttpClientResponse::body)
                        .onFailure(failure -> lies.add(failure.toString()))
                        .onSuccess(body -> latencies.add(Duration.ofNanos(System.nanoTime() - start)))
                        .map(this::hear);
            }
        }

        private Void hear(Buffer body) {
            JsonObject answer = body.toJsonObject();
            if (answer.getString("status").equals("ready")) {
                percent = 100;
                ready.add(Instant.now());
                return null;
            }
            int told = Integer.parseInt(answer.getString("progress", "-1%").replace("%", ""));
            if (told < percent || told > 99) {
                lies.add(percent + "% and then " + body);
            }
            percent = told;
            return null;
        }
    }
}
