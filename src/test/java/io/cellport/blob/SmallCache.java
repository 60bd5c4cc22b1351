package io.cellport.blob;

import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache with little room, before a storage that counts and can be made to wait. */
abstract class SmallCache {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Room for two blobs of ten bytes. */
    static final long MOST_BYTES = 25;

    @TempDir
    Path shared;

    @TempDir
    Path data;

    final WorkerPool pool = new WorkerPool("cellport-cache", 2, 2);
    final AtomicInteger fetched = new AtomicInteger();
    CountDownLatch storage = new CountDownLatch(0);
    BlobStore store;
    BlobCache cache;

    @BeforeEach
    void open() {
        store = DirectoryBlobStore.shared(
                new WatchedFiles(new FileWatch() {
                            @Override
                            public <T> T around(Operation operation, Path file, Path target, Call<T> call)
                                    throws IOException {
                                if (operation == Operation.OPEN && Files.isRegularFile(file)) {
                                    fetched.incrementAndGet();
                                    awaitStorage();
                                }
                                return call.run();
                            }
                        })
                        .wrap(shared),
                "node-1");
        cache = new BlobCache(data, store, pool, MOST_BYTES);
    }

    private void awaitStorage() {
        try {
            storage.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        storage.countDown();
        pool.abandon();
    }

    Blob put(String content) {
        Blob blob = BlobStoreContract.write(store, "cell", content);
        fetched.set(0);
        return blob;
    }

    String read(Blob blob) throws IOException {
        try (CachedBlob cached = cache.open(blob, PATIENCE)) {
            return Files.readString(cached.file());
        }
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
