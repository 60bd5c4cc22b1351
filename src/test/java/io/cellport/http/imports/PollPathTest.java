package io.cellport.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A poll passes no pool that anything else passes, and reads no journal. */
class PollPathTest {

    /** Of the four pools in all. */
    private static final int THREADS = 9;

    @TempDir
    Path data;

    private final CountDownLatch released = new CountDownLatch(1);

    private final AtomicInteger blocked = new AtomicInteger();

    private TestUnit unit;

    private String aliceToken;

    @BeforeEach
    void blockEveryPoolThatIsNotForPolls() throws IOException {
        unit = new TestUnit(data);
        aliceToken = Accounts.importedInto(unit, "cell1", Accounts.SMALL).token("alice", "alicepass");
        unit.createCell("cell2");
        fill();
        // A thread that was idle takes its call only now, and leaves a place behind.
        Awaitility.await().until(() -> blocked.get() == THREADS);
        fill();
    }

    private void fill() {
        for (WorkerPool pool : List.of(
                unit.pools().statuses(),
                unit.pools().store(),
                unit.pools().passwords(),
                unit.pools().unit())) {
            long before = pool.refused();
            while (pool.refused() == before) {
                pool.run(this::block);
            }
        }
    }

    private Void block() throws InterruptedException {
        blocked.incrementAndGet();
        released.await();
        return null;
    }

    @AfterEach
    void stop() {
        released.countDown();
        // The stop needs a place in the queue of this pool.
        Awaitility.await().until(() -> unit.pools().unit().waiting() == 0);
        unit.close();
    }

    @Test
    void aPollIsAnsweredWhileEverythingElseStandsStill() {
        for (String round : List.of("cold", "warm")) {
            assertThat(poll(unit.request("cell1/__import")))
                    .as("unit token, " + round)
                    .isEqualTo(200);
            assertThat(poll(unit.request("cell2/__import")))
                    .as("unit token, cell without content, " + round)
                    .isEqualTo(200);
            assertThat(poll(unit.anonymous("cell1/__import").header("Authorization", "Bearer " + aliceToken)))
                    .as("account token, " + round)
                    .isEqualTo(200);
            assertThat(poll(unit.anonymous("cell1/__import")))
                    .as("no token, " + round)
                    .isEqualTo(401);
            assertThat(poll(unit.request("cell3/__import")))
                    .as("no such cell, " + round)
                    .isEqualTo(404);
        }
    }

    @Test
    void whatPassesAFullPoolIsRefusedAtOnceAndToldWhenToComeBack() {
        HttpResponse<String> refused = unit.send(unit.request("__ctl/Cell"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(TestUnit.code(refused)).isEqualTo("PR503-SV-0001");
        assertThat(TestUnit.header(refused, "Retry-After")).isNotEmpty();
    }

    private int poll(HttpRequest.Builder request) {
        return unit.send(request).statusCode();
    }
}
