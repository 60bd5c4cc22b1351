package io.cellport.http.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.http.RawClient;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients meet when a router stops of whose stop nothing was announced. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouterStopTest {

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
    void requestsThatWereSentAheadAreAllAnswered() throws IOException {
        int many = 10;
        try (RawClient client = connect()) {
            client.send(poll("Prefer: wait=60\r\n") + poll("").repeat(many));
            await().until(() -> questions.get() == 1);

            router.stop();

            assertThat(client.untilClosed().split("HTTP/1.1 200", -1)).hasSize(many + 2);
        }
    }

    @Test
    void idleConnectionsAreClosed() throws IOException {
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
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), router.port()));
    }
}
