package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients meet from the announcement of a stop on, or at one without: every answer, and after it no connection.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrainTest {

    private static final String GOODBYE = "connection: close";

    @TempDir
    Path data;

    private final AtomicInteger questions = new AtomicInteger();

    private TestRouter router;

    @BeforeEach
    void deploy() throws IOException {
        router = new TestRouter(data);
        router.vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            questions.incrementAndGet();
            query.reply(ImportStatus.READY);
        });
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void aHeldPollIsAnsweredAtOnce() throws IOException {
        try (RawClient client = connect()) {
            client.send(poll("Prefer: wait=60\r\n"));
            await().until(() -> questions.get() == 1);

            router.drain();

            assertThat(client.untilClosed())
                    .startsWith("HTTP/1.1 200")
                    .contains(GOODBYE)
                    .endsWith("{\"status\":\"ready\"}");
        }
    }

    @Test
    void afterwardsNoPollIsHeld() throws IOException {
        router.drain();

        try (RawClient client = connect()) {
            client.send(poll("Prefer: wait=60\r\n"));

            assertThat(client.untilClosed())
                    .contains(GOODBYE, "retry-after: ")
                    .doesNotContain("preference-applied")
                    .endsWith("{\"status\":\"ready\"}");
        }
    }

    @Test
    void anIdleConnectionEndsWithItsNextAnswer() throws IOException {
        try (RawClient client = connect()) {
            client.send(poll(""));
            assertThat(client.head()).doesNotContain(GOODBYE);
            client.body("{\"status\":\"ready\"}".length());

            router.drain();
            client.send(poll(""));

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200").contains(GOODBYE);
        }
    }

    @Test
    void aRequestThatHasBegunIsFinished() throws IOException {
        String body = "{\"Name\":\"another\"}";
        try (RawClient client = connect()) {
            client.send("POST /__ctl/Cell HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + router.token
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 5));

            router.drain();
            client.send(body.substring(5));

            assertThat(client.untilClosed()).startsWith("HTTP/1.1 201").contains(GOODBYE, "another");
        }
    }

    @Test
    void requestsSentAheadAreAllAnswered() throws IOException {
        router.drain();

        try (RawClient client = connect()) {
            client.send(poll("") + poll("") + poll(""));

            assertThat(client.untilClosed().split("HTTP/1.1 200", -1)).hasSize(4);
        }
    }

    @Test
    void requestsThatTakeSeveralReadsAreAllAnswered() throws IOException {
        int many = 100;
        router.drain();

        try (RawClient client = connect()) {
            client.send(poll("").repeat(many));

            assertThat(client.untilClosed().split("HTTP/1.1 200", -1)).hasSize(many + 1);
        }
    }

    @Test
    void theConnectionEndsAfterTheRestOfABodyThatNobodyWanted() throws IOException {
        String refused = "PUT /cell1/__import HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";
        router.drain();

        try (RawClient client = connect()) {
            client.send(refused + "12345");
            assertThat(client.head()).contains(GOODBYE);
            client.send("67890");

            assertThat(client.untilClosed()).contains("\"code\"");
        }
    }

    @Test
    void theConnectionEndsThoughABodyThatNobodyWantedCameAtOnce() throws IOException {
        router.drain();

        try (RawClient client = connect()) {
            client.send("POST /cell1/__nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1234567890");

            assertThat(client.untilClosed()).contains(GOODBYE, "\"code\"");
        }
    }

    @Test
    void aStopWithoutAnnouncementAnswersWhatWasSentAhead() throws IOException {
        int many = 10;
        try (RawClient client = connect()) {
            client.send(poll("Prefer: wait=60\r\n") + poll("").repeat(many));
            await().until(() -> questions.get() == 1);

            router.stop();

            assertThat(client.untilClosed().split("HTTP/1.1 200", -1)).hasSize(many + 2);
        }
    }

    @Test
    void aStopClosesIdleConnections() throws IOException {
        try (RawClient client = connect();
                RawClient silent = connect()) {
            client.send(poll(""));
            client.head();
            client.body("{\"status\":\"ready\"}".length());

            router.stop();

            assertThat(client.untilClosed()).isEmpty();
            assertThat(silent.untilClosed()).isEmpty();
        }
    }

    private String poll(String headers) {
        return "GET /cell1/__import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + router.token + "\r\n" + headers
                + "\r\n";
    }

    private RawClient connect() throws IOException {
        return new RawClient(router.port());
    }
}
