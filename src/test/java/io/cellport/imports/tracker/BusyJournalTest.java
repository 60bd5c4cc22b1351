package io.cellport.imports.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.journal.JournalView;
import io.cellport.imports.journal.SqliteJournal;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunList;
import io.cellport.imports.message.RunsQuery;
import io.cellport.imports.message.StatusQuery;
import io.cellport.metric.Metrics;
import io.cellport.storage.SqlWork;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.cellport.worker.WorkerPool;
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

    private final WorkerPool polls = new WorkerPool("polls", 1, 0);

    private UnitDatabase unit;

    @BeforeEach
    void open() {
        MessageCodecs.register(vertx.eventBus());
        unit = new UnitDatabase(data, new Sqlite());
        SqliteJournal journal = new SqliteJournal(unit, Clock.systemUTC());
        JournalView view = new JournalView(journal, journal.standings(), polls);
        vertx.deployVerticle(new ImportTracker(view, journal, Duration.ofSeconds(30), Metrics.NONE))
                .await();
    }

    @AfterEach
    void close() {
        released.countDown();
        vertx.close().await();
        polls.abandon();
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

        Future<ImportStatus> status = ask(Addresses.IMPORT_STATUS, new StatusQuery("k", "cell", System.nanoTime()));

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

    @Test
    void aStatusIsAnsweredWhileTheDatabaseStandsStill() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(2);
        SqlWork<Boolean> hold = connection -> {
            holding.countDown();
            awaitRelease();
            return true;
        };
        List<Thread> holders = List.of(
                new Thread(() -> unit.write("stand still", hold)), new Thread(() -> unit.lookUp("stand still", hold)));
        holders.forEach(Thread::start);
        holding.await();

        Future<ImportStatus> status = ask(Addresses.IMPORT_STATUS, new StatusQuery("k", "cell", System.nanoTime()));

        assertThat(status.await()).isEqualTo(ImportStatus.READY);
        released.countDown();
        for (Thread holder : holders) {
            holder.join();
        }
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
