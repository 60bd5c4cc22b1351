package io.cellport.auth.key;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentKeysTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));

    private final MovableClock steady = new MovableClock(Instant.EPOCH);

    private final WorkerPool pool = new WorkerPool("keys", 1, 10);

    private final AtomicInteger readings = new AtomicInteger();

    private KeyFile file;

    private CurrentKeys keys;

    @BeforeEach
    void open() {
        file = new KeyFile(data, clock);
        keys = new CurrentKeys(counting(file, new CountDownLatch(0)), file.open(), pool, steady);
    }

    @AfterEach
    void close() {
        pool.abandon();
    }

    private UnitKeyStore counting(UnitKeyStore store, CountDownLatch gate) {
        return new UnitKeyStore() {
            @Override
            public UnitKeys open() {
                return store.open();
            }

            @Override
            public Optional<UnitKeys> read() {
                readings.incrementAndGet();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return store.read();
            }

            @Override
            public UnitKeys rotate(Duration life) {
                return store.rotate(life);
            }
        };
    }

    @Test
    void whatDidNotChangeStaysTheSameObject() {
        UnitKeys before = keys.get();

        assertThat(await(keys.readAgain())).isSameAs(before);
        assertThat(keys.get()).isSameAs(before);
    }

    @Test
    void aNewKeyItsFirstSignatureAndTheEndOfTheOldOneAreAllNoticed() {
        UnitKeys first = keys.get();
        file.rotate(DAY);

        UnitKeys rotated = next();
        assertThat(rotated.all()).hasSize(2);
        assertThat(rotated.signing().id()).isEqualTo(first.signing().id());

        clock.advance(UnitKeys.NOTICE);
        UnitKeys signing = next();
        assertThat(signing.signing().id()).isEqualTo(rotated.all().get(0).id());

        clock.advance(DAY);
        assertThat(next().all()).hasSize(1);
        assertThat(keys.get().knows(first.signing().id())).isFalse();
    }

    private UnitKeys next() {
        steady.advance(Duration.ofSeconds(1));
        return await(keys.readAgain());
    }

    @Test
    void theStoreIsReadAtMostOnceASecondHoweverManyAsk() {
        for (int i = 0; i < 10; i++) {
            await(keys.readAgain());
        }
        steady.advance(Duration.ofMillis(999));
        await(keys.readAgain());
        assertThat(readings).hasValue(1);

        steady.advance(Duration.ofMillis(1));
        await(keys.readAgain());
        assertThat(readings).hasValue(2);
    }

    @Test
    void whoeverAsksDuringAReadingGetsItsResultOnTheirOwnContext() {
        CountDownLatch gate = new CountDownLatch(1);
        CurrentKeys slow = new CurrentKeys(counting(file, gate), file.open(), pool, steady);
        file.rotate(DAY);
        Vertx vertx = Vertx.vertx();
        try {
            List<Future<Void>> asked = IntStream.range(0, 4)
                    .mapToObj(i -> askOnAContext(vertx, slow))
                    .toList();
            steady.advance(Duration.ofHours(1));
            asked.forEach(future -> assertThat(future.isComplete()).isFalse());

            gate.countDown();

            await(Future.all(asked));
            assertThat(readings).hasValue(1);
        } finally {
            await(vertx.close());
        }
    }

    private static Future<Void> askOnAContext(Vertx vertx, CurrentKeys keys) {
        Promise<Void> answered = Promise.promise();
        CountDownLatch asked = new CountDownLatch(1);
        Context own = vertx.getOrCreateContext();
        own.runOnContext(start -> {
            keys.readAgain()
                    .map(read -> {
                        assertThat(Vertx.currentContext()).isSameAs(own);
                        assertThat(read.all()).hasSize(2);
                        return (Void) null;
                    })
                    .onComplete(answered);
            asked.countDown();
        });
        await(asked);
        return answered.future();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changesAreNoticedWithoutAnybodyAskingUntilThatIsEnded() {
        Vertx vertx = Vertx.vertx();
        try {
            file.rotate(DAY);
            Runnable end = keys.readRegularly(vertx, Duration.ofMillis(1));
            Awaitility.await().until(() -> keys.get().all().size() == 2);

            end.run();
            await(vertx.timer(1, TimeUnit.MILLISECONDS));
            steady.advance(DAY);
            await(vertx.timer(20, TimeUnit.MILLISECONDS));

            assertThat(readings).hasValue(1);
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void whatCannotBeReadLeavesTheKeysAsTheyAre() throws IOException {
        UnitKeys before = keys.get();
        String text = Files.readString(data.resolve("unit-key.pem"));

        Files.writeString(data.resolve("unit-key.pem"), "damaged");
        assertThatThrownBy(() -> await(keys.readAgain())).hasMessage("PR503-SV-0002");
        Files.delete(data.resolve("unit-key.pem"));
        assertThatThrownBy(this::next).hasMessage("PR503-SV-0002");

        assertThat(keys.get()).isSameAs(before);
        Files.writeString(data.resolve("unit-key.pem"), text);
        assertThat(next()).isSameAs(before);
    }

    @Test
    void aPoolThatIsClosedFailsTheReadingAndBreaksNothing() {
        pool.abandon();

        assertThatThrownBy(() -> await(keys.readAgain())).hasMessage("PR503-SV-0002");
        assertThat(keys.get().all()).hasSize(1);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
