package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.journal.SqliteJournal;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunsQuery;
import io.cellport.imports.message.StatusQuery;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How imports stand is told however many people read through histories. */
class BusyJournalTest {

    private static final int MORE_THAN_FIT = 1_100;

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();

    private final CountDownLatch released = new CountDownLatch(1);

    private UnitDatabase unit;

    @BeforeEach
    void open() {
        MessageCodecs.register(vertx.eventBus());
        unit = new UnitDatabase(data, new Sqlite());
        vertx.deployVerticle(new ImportTracker(
                        new SqliteJournal(unit, Clock.systemUTC()), Clock.systemUTC(), Duration.ofSeconds(30)))
                .await();
    }

    @AfterEach
    void close() {
        released.countDown();
        vertx.close().await();
        unit.close();
    }

    @Test
    void aStatusIsAnsweredWhileAllReadersOfHistoriesAreBusy() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        Thread reader = new Thread(() -> unit.read("stand still", connection -> {
            reading.countDown();
            awaitRelease();
            return null;
        }));
        reader.start();
        reading.await();
        List<Future<RunList>> histories = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            histories.add(ask(Addresses.IMPORT_RUNS, new RunsQuery("k", "cell", null, 10)));
        }

        Future<ImportStatus> status = ask(Addresses.IMPORT_STATUS, new StatusQuery("k", "cell"));

        assertThat(status.await()).isEqualTo(ImportStatus.READY);
        assertThat(histories).noneMatch(Future::succeeded);
        released.countDown();
        reader.join();
        List<String> refusals = histories.stream()
                .map(history -> history.transform(result -> Future.succeededFuture(history))
                        .await())
                .filter(Future::failed)
                .map(refused -> ReplyErrors.errorOf(refused.cause())
                        .orElseThrow()
                        .code()
                        .code())
                .toList();
        assertThat(refusals).isNotEmpty().containsOnly("PR503-SV-0001");
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Future<T> ask(String address, Object question) {
        return vertx.eventBus().<T>request(address, question).map(reply -> reply.body());
    }
}
