package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberedNamesTest {

    private static final Cell CELL = new Cell("id", "name", Instant.EPOCH, Instant.EPOCH, 0);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final WorkerPool pool = new WorkerPool("test-lookup", 1, 10);
    private final Map<String, Cell> stored = new ConcurrentHashMap<>(Map.of("name", CELL));
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile Runnable afterLookup = () -> {};
    private final RememberedNames names = new RememberedNames(store(), pool);

    /** A store that has only names. */
    private CellStore store() {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    lookups.incrementAndGet();
                    Optional<Cell> found = Optional.ofNullable(stored.get((String) arguments[0]));
                    afterLookup.run();
                    return found;
                });
    }

    @AfterEach
    void close() {
        pool.shutDown(StopBudgets.POOL).await();
        vertx.close().await();
    }

    @Test
    void aCellIsLookedUpOnceUntilItChanges() {
        assertThat(find("name")).contains(CELL);
        assertThat(find("name")).contains(CELL);
        assertThat(lookups).hasValue(1);

        names.changing("name", () -> stored.remove("name"));

        assertThat(find("name")).isEmpty();
    }

    @Test
    void aFoundCellRemainsWithoutALookUpUntilSomethingChanges() {
        long before = System.nanoTime();
        find("name");

        assertThat(remains(before)).isTrue();
        assertThat(lookups).hasValue(1);
    }

    @Test
    void aCellDoesNotRemainFromTheMomentItsDeletionIsKnown() {
        long before = System.nanoTime();
        find("name");

        names.changing("name", () -> {
            stored.remove("name");
            assertThat(remains(before)).isFalse();
        });

        assertThat(remains(before)).isFalse();
    }

    @Test
    void aCellThatWasFoundDuringItsDeletionDoesNotRemainAfterIt() {
        long[] during = new long[1];
        names.changing("name", () -> {
            during[0] = System.nanoTime();
            assertThat(find("name")).contains(CELL);
            stored.remove("name");
        });

        assertThat(remains(during[0])).isFalse();
    }

    private boolean remains(long since) {
        Promise<Boolean> remains = Promise.promise();
        context.runOnContext(turn -> names.remains(CELL, since).onComplete(remains));
        return remains.future().await();
    }

    @Test
    void aNameOfNoCellIsNotRemembered() {
        assertThat(find("other")).isEmpty();
        stored.put("other", new Cell("id2", "other", Instant.EPOCH, Instant.EPOCH, 0));

        assertThat(find("other")).isPresent();
    }

    @Test
    void aCellThatChangesWhileItIsLookedUpIsNotRememberedAsItWas() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        afterLookup = () -> {
            read.countDown();
            awaitQuietly(changed);
        };
        Future<Optional<Cell>> early = ask("name");
        read.await();

        names.changing("name", () -> stored.remove("name"));
        afterLookup = () -> {};
        changed.countDown();

        assertThat(early.await()).contains(CELL);
        assertThat(find("name")).isEmpty();
    }

    @Test
    void whileACellIsBeingChangedNothingIsRemembered() {
        Cell newer = new Cell("id", "name", Instant.EPOCH, Instant.EPOCH, 1);
        find("name");

        names.changing("name", () -> {
            assertThat(find("name")).contains(CELL);
            stored.put("name", newer);
            assertThat(find("name")).contains(newer);
        });

        assertThat(find("name")).contains(newer);
        assertThat(lookups).hasValue(4);
    }

    @Test
    void aChangeEndsForItselfOnlyAndHoweverItEnds() {
        names.changing("name", () -> {
            assertThatThrownBy(() -> names.changing("name", () -> {
                        throw new IllegalStateException("no disk");
                    }))
                    .hasMessage("no disk");
            find("name");
            stored.remove("name");
            assertThat(find("name")).isEmpty();
        });
    }

    @Test
    void aLookupThatFailedIsTriedAgain() {
        afterLookup = () -> {
            throw new IllegalStateException("no disk");
        };
        Future<Optional<Cell>> failed = ask("name");
        assertThatThrownBy(failed::await).hasMessage("no disk");

        afterLookup = () -> {};

        assertThat(find("name")).contains(CELL);
    }

    private Optional<Cell> find(String name) {
        return ask(name).await();
    }

    /** As a request asks, on an event loop. */
    private Future<Optional<Cell>> ask(String name) {
        Promise<Optional<Cell>> answer = Promise.promise();
        context.runOnContext(turn -> names.find(name).onComplete(answer));
        return answer.future();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
