package io.cellport.cell.generation;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.FilledStore;
import io.cellport.storage.SqlReader;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link CellStore} must do about several readers of a generation. */
public interface GenerationReadersContract extends FilledStore {

    @Test
    default void severalThreadsReadAGenerationAtTheSameTime() throws Exception {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "b1")));
        activate(cell.id(), 1);
        CyclicBarrier allRead = new CyclicBarrier(3);
        ExecutorService threads = Executors.newFixedThreadPool(3);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                // Each waits in the middle of its reading until all have come that far.
                readers.add(threads.submit(() -> current.entities("Box", box -> meet(allRead))));
            }
            for (Future<?> reader : readers) {
                reader.get(PATIENCE.toSeconds(), SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE.toSeconds(), SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aReaderMayStartAQueryWithinAQuery() throws Exception {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "b1"), FilledStore.entity("Role", "id2", "r1")));
        activate(cell.id(), 1);
        int many = 8;
        CountDownLatch done = new CountDownLatch(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            for (int i = 0; i < many; i++) {
                threads.execute(() -> current.entities("Box", box -> {
                    assertThat(current.entity("Role", "r1")).isPresent();
                    done.countDown();
                }));
            }
            assertThat(done.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void whatSearchesHaveAttachedStaysUntilItIsLetGo() throws Exception {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "b1")));
        activate(cell.id(), 1);

        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            Path content = current.search(() -> {}, SqlReader::file);
            String schema = current.search(() -> {}, reader -> reader.attach(content));
            assertThat(rows(current, schema)).isOne();
            store().letGo(content);
            assertThatThrownBy(() -> rows(current, schema)).isInstanceOf(StoreException.class);
        }
    }

    private static int rows(CellGeneration generation, String schema) {
        String sql = "SELECT count(*) FROM " + schema + ".entity";
        return generation.search(
                () -> {}, reader -> reader.first(sql, row -> row.getInt(1)).orElseThrow());
    }

    @Test
    default void anOldGenerationIsKeptWhileItIsRead() {
        Cell cell = store().create("cell1");
        build(cell, 1, List.of(FilledStore.entity("Box", "id1", "old")));
        activate(cell.id(), 1);
        CellGeneration first = store().current(cell.id()).orElseThrow();
        CellGeneration second = store().current(cell.id()).orElseThrow();

        build(cell, 2, List.of(FilledStore.entity("Box", "id1", "new")));
        activate(cell.id(), 2);
        store().discardOlder(cell.id(), 2);
        first.close();
        first.close();

        assertThat(second.entity("id1")).map(StoredEntity::key).contains("old");
        // A reader that reads anew in the middle of its reading, on another thread, needs another connection.
        second.entities("Box", box -> assertThat(keyOnAnotherThread(second)).isEqualTo("old"));
        assertThat(isStored(cell, 1)).isTrue();
        second.close();
        assertThat(isStored(cell, 1)).isFalse();
        try (CellGeneration current = store().current(cell.id()).orElseThrow()) {
            assertThat(current.entity("id1")).map(StoredEntity::key).contains("new");
        }
    }

    private static String keyOnAnotherThread(CellGeneration generation) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            return other.submit(() -> generation.entity("id1").orElseThrow().key())
                    .get(PATIENCE.toSeconds(), SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            other.shutdownNow();
        }
    }
}
