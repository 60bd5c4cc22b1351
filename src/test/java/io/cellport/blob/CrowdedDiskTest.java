package io.cellport.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copies of a node share its disk with imports. */
class CrowdedDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What copies leave free. */
    private static final long LEFT_FREE = 64L << 20;

    @TempDir
    Path shared;

    @TempDir
    Path data;

    private final WorkerPool pool = new WorkerPool("cellport-cache", 2, 2);
    private long diskBytes = LEFT_FREE + 100;
    private BlobStore store;
    private BlobCache cache;

    @BeforeEach
    void open() {
        store = DirectoryBlobStore.shared(shared, "node-1");
        cache = new BlobCache(new CacheDirectory(data.resolve("cache")), store, pool, Long.MAX_VALUE, this::freeBytes);
    }

    /** Of a disk that has nothing but copies. */
    private long freeBytes() {
        try (Stream<Path> files = Files.list(data.resolve("cache"))) {
            return diskBytes - files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        pool.abandon();
    }

    private Blob put() {
        return BlobStoreContract.write(store, "cell", "0123456789");
    }

    @Test
    void copiesThatNobodyHasOpenMakeWay() {
        cache.open(put(), PATIENCE).close();
        cache.open(put(), PATIENCE).close();
        try (CachedBlob inUse = cache.open(put(), PATIENCE)) {
            assertThat(cache.idleBytes()).isEqualTo(20);
            long free = freeBytes();

            cache.makeRoom(free + 10);
            assertThat(freeBytes()).isEqualTo(free + 10);
            assertThat(cache.idleBytes()).isEqualTo(10);

            cache.makeRoom(free + 1_000);
            assertThat(freeBytes()).isEqualTo(free + 20);
            assertThat(inUse.file()).hasContent("0123456789");
        }
    }

    @Test
    void nothingMakesWayAsLongAsThereIsRoom() {
        cache.open(put(), PATIENCE).close();

        cache.makeRoom(freeBytes());

        assertThat(cache.idleBytes()).isEqualTo(10);
    }

    @Test
    void aCopyMakesWayForAnother() {
        diskBytes = LEFT_FREE + 10;
        cache.open(put(), PATIENCE).close();

        cache.open(put(), PATIENCE).close();

        assertThat(freeBytes()).isEqualTo(LEFT_FREE);
    }

    @Test
    void noCopyTakesTheLastRoom() {
        diskBytes = LEFT_FREE + 9;
        Blob blob = put();

        assertThatThrownBy(() -> cache.open(blob, PATIENCE))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0005));

        diskBytes++;
        cache.open(blob, PATIENCE).close();
    }
}
