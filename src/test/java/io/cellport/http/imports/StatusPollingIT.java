package io.cellport.http.imports;

import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client that polls is treated; the tracker is the test's own. */
class StatusPollingIT {

    @TempDir
    Path data;

    private final AtomicInteger asked = new AtomicInteger();

    /** Questions about the other cell, which no message is ever about: those that the clock makes the router ask. */
    private final AtomicInteger askedByTheClock = new AtomicInteger();

    @AutoClose
    private TestRouter router;

    /** The time by which runs are judged; it stands. Tokens are older. */
    private final Clock clock = Clock.fixed(Instant.now().plusSeconds(60), ZoneOffset.UTC);

    private volatile ImportStatus status = ImportStatus.READY;

    @BeforeEach
    void deploy() throws IOException {
        router = new TestRouter(data, clock);
        router.vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            if (query.body().cellId().equals(router.cellId)) {
                query.reply(status);
                asked.incrementAndGet();
            } else {
                query.reply(ImportStatus.READY);
                askedByTheClock.incrementAndGet();
            }
        });
    }

    @Test
    void everyStatusHasATagOfItsOwn() {
        String ready = etag();
        assertThat(ready).matches("\"[A-Za-z0-9_-]{20}\"").isEqualTo(etag());

        status = progress(1);
        String one = etag();
        status = progress(2);
        String two = etag();
        status = ImportStatus.failed(status.startedAt(), 2, "snap", ApiError.of(ErrorCode.PR500_SV_0000));
        assertThat(etag()).isNotIn(ready, one, two);
        assertThat(two).isNotIn(ready, one);
        status = ImportStatus.READY;
        assertThat(etag()).isEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "*, %s"})
    void whatTheClientHasIsNotSentAgain(String known) {
        status = progress(7);
        String tag = etag();

        HttpResponse<Buffer> answer =
                await(get().putHeader("If-None-Match", known.formatted(tag)).send());
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isNull();
        assertThat(answer.getHeader("ETag")).isEqualTo(tag);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.getHeader("Retry-After")).isNotNull();
        assertThat(answer.getHeader("Content-Type")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"x\"", "nonsense", ""})
    void anythingElseIsAnsweredInFull(String known) {
        HttpResponse<Buffer> answer =
                await(get().putHeader("If-None-Match", known).send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.getHeader("Retry-After")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "5, 0, 5", "100, 0, 30", "100, 50, 2", "100, 99, 1", "4000, 20, 30", "-60, 10, 1"})
    void aRunSaysWhenTheNextPercentIsDue(long secondsAgo, int percent, int retryAfter) {
        status = ImportStatus.inProgress(clock.instant().minusSeconds(secondsAgo), percent, "snap");

        int seconds = Integer.parseInt(await(get().send()).getHeader("Retry-After"));
        assertThat(seconds).isEqualTo(retryAfter);
    }

    @Test
    void whoPrefersToWaitIsAnsweredWhenSomethingHasChanged() {
        Future<HttpResponse<Buffer>> waiting = waiting(30, etag());

        assertThat(questionsAfterAMessage()).isPositive();
        status = progress(3);
        publishProgress();

        HttpResponse<Buffer> answer = await(waiting);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().getString("progress")).isEqualTo("3%");
        assertThat(answer.getHeader("Preference-Applied")).isEqualTo("wait=30");
        assertThat(answer.getHeader("Vary")).containsIgnoringCase("Prefer");
        assertThat(answer.getHeader("ETag")).isEqualTo(etag());
    }

    @Test
    void withoutATagItIsTheStateAtArrivalThatHasToChange() {
        status = progress(3);
        Future<HttpResponse<Buffer>> waiting = waiting(30, "*");

        publishProgress();
        status = ImportStatus.READY;
        publishProgress();

        assertThat(await(waiting).bodyAsString()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void whoKnowsLessIsAnsweredAtOnce() {
        String old = etag();
        status = progress(1);

        HttpResponse<Buffer> answer = await(get().putHeader("Prefer", "wait=60")
                .putHeader("If-None-Match", old)
                .send());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Preference-Applied")).isEqualTo("wait=60");
    }

    @Test
    void aChangeThatNoMessageToldIsNoticedAllTheSame() {
        Future<HttpResponse<Buffer>> waiting = waiting(60, etag());

        status = progress(3);

        assertThat(await(waiting).bodyAsJsonObject().getString("progress")).isEqualTo("3%");
    }

    @Test
    void aMessageMakesItAskAgainALittleLaterToo() {
        waiting(60, etag());
        waitingForTheOtherCell();
        int before = askedForAMessage();

        publishProgress();

        await().until(() -> askedForAMessage() == before + 2);
    }

    @Test
    void whenTheTimeIsUpTheStateIsTold() {
        long start = System.nanoTime();
        Future<HttpResponse<Buffer>> withTag = waiting(1, etag());
        Future<HttpResponse<Buffer>> without = waiting(1, "*");

        assertThat(await(withTag).statusCode()).isEqualTo(304);
        assertThat(await(withTag).getHeader("Preference-Applied")).isEqualTo("wait=1");
        assertThat(await(without).statusCode()).isEqualTo(200);
        assertThat(await(without).bodyAsString()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aClientThatGoesAwayIsForgotten() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            int before = asked.get();
            socket.getOutputStream()
                    .write(("GET /cell1/__import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + router.token
                                    + "\r\nPrefer: wait=60\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> asked.get() > before);
            assertThat(questionsAfterAMessage()).isPositive();
        }
        await().until(() -> questionsAfterAMessage() == 0);
    }

    @Test
    void aPollThatIsHeldIsAnsweredWhenTheRouterStops() {
        status = progress(3);
        Future<HttpResponse<Buffer>> known = waiting(60, etag());
        Future<HttpResponse<Buffer>> nothingKnown = waiting(60, "*");

        router.stop();

        assertThat(await(known).statusCode()).isEqualTo(304);
        assertThat(await(nothingKnown).statusCode()).isEqualTo(200);
        assertThat(await(nothingKnown).bodyAsString()).contains("3%");
    }

    @Test
    void manyMessagesAreFewQuestions() {
        status = progress(3);
        Future<HttpResponse<Buffer>> answer = waiting(60, etag());
        int before = asked.get();
        long start = System.nanoTime();

        for (int i = 0; i < 1_000; i++) {
            publishProgress();
        }
        await(get().send());

        int questions = asked.get() - before;
        long quarters = Duration.ofNanos(System.nanoTime() - start).toMillis() / 250;
        // In each quarter of a second one at once and one when it ends; and the one of the last request.
        assertThat((long) questions).isLessThanOrEqualTo(2 * (quarters + 1) + 1);
        status = progress(4);
        publishProgress();
        assertThat(await(answer).statusCode()).isEqualTo(200);
    }

    /** The answer to the request shows that the router has taken notice of the message before it. */
    private int questionsAfterAMessage() {
        int before = asked.get();
        publishProgress();
        await(get().send());
        return asked.get() - before - 1;
    }

    /** A request that is known to wait: the tracker has answered it before anything published later is heard. */
    private Future<HttpResponse<Buffer>> waiting(int seconds, String known) {
        int before = asked.get();
        Future<HttpResponse<Buffer>> answer = get().putHeader("Prefer", "wait=" + seconds)
                .putHeader("If-None-Match", known)
                .send();
        await().until(() -> asked.get() > before);
        return answer;
    }

    /** Both cells are asked about when the clock says so, and only this one when a message does. */
    private int askedForAMessage() {
        return asked.get() - askedByTheClock.get();
    }

    private void waitingForTheOtherCell() {
        router.request(HttpMethod.GET, "/cell2/__import")
                .bearerTokenAuthentication(router.token)
                .putHeader("Prefer", "wait=60")
                .send();
        await().until(() -> askedByTheClock.get() > 0);
    }

    private void publishProgress() {
        router.vertx
                .eventBus()
                .publish(
                        Addresses.IMPORT_PROGRESS,
                        new ImportProgress(
                                router.cellId,
                                "run",
                                new ImportProgress.Version(1, 1, 1),
                                false,
                                status,
                                new ImportProgress.Work(0, 1, 0, Instant.EPOCH)));
    }

    private static ImportStatus progress(int percent) {
        return ImportStatus.inProgress(Instant.now(), percent, "snap");
    }

    private String etag() {
        return await(get().send()).getHeader("ETag");
    }

    private HttpRequest<Buffer> get() {
        return router.request(HttpMethod.GET, "/cell1/__import").bearerTokenAuthentication(router.token);
    }
}
