package io.cellport.blob;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCacheTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Room for two blobs of ten bytes. */
    private static final long MOST_BYTES = 25;

    @TempDir
    Path shared;

    @TempDir
    Path data;

    private final WorkerPool pool = new WorkerPool("cellport-cache", 2, 2);
    private final AtomicInteger fetched = new AtomicInteger();
    private CountDownLatch storage = new CountDownLatch(0);
    private BlobStore store;
    private BlobCache cache;

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

    private Blob put(String content) {
        Blob blob = BlobStoreContract.write(store, "cell", content);
        fetched.set(0);
        return blob;
    }

    private String read(Blob blob) throws IOException {
        try (CachedBlob cached = cache.open(blob, PATIENCE)) {
            return Files.readString(cached.file());
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aBlobIsFetchedOnceAndThenReadFromTheDisk() throws IOException {
        Blob blob = put("0123456789");

        assertThat(read(blob)).isEqualTo("0123456789");
        assertThat(read(blob)).isEqualTo("0123456789");

        assertThat(fetched).hasValue(1);
        assertThat(files()).containsExactly(blob.id().name() + ".blob");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("cache").resolve(files().get(0)))))
                .isEqualTo("rw-------");
    }

    @Test
    void allWhoWaitForABlobShareOneFetch() throws Exception {
        Blob blob = put("0123456789");

        List<String> contents = together(8, i -> read(blob));

        assertThat(contents).containsOnly("0123456789");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void whoLosesPatienceLeavesTheFetchToTheOthers() throws Exception {
        Blob blob = put("0123456789");
        storage = new CountDownLatch(1);
        CountDownLatch impatient = new CountDownLatch(2);

        List<String> contents = together(3, i -> {
            if (i == 2) {
                return read(blob);
            }
            assertThatThrownBy(() -> cache.open(blob, Duration.ofMillis(1)))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0002));
            impatient.countDown();
            if (i == 0) {
                impatient.await();
                storage.countDown();
            }
            return "impatient";
        });

        assertThat(contents).containsExactly("impatient", "impatient", "0123456789");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void aFetchThatNobodyWaitsForIsOfUseLater() throws IOException {
        Blob blob = put("0123456789");
        storage = new CountDownLatch(1);
        assertThatThrownBy(() -> cache.open(blob, Duration.ZERO)).isInstanceOf(ApiException.class);

        storage.countDown();

        await().untilAsserted(
                        () -> assertThat(files()).containsExactly(blob.id().name() + ".blob"));
        assertThat(read(blob)).isEqualTo("0123456789");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void theBlobThatWasNotOpenedForLongestGoes() throws IOException {
        Blob first = put("first.....");
        Blob second = put("second....");
        Blob third = put("third.....");
        read(first);
        read(second);
        read(first);

        read(third);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        first.id().name() + ".blob", third.id().name() + ".blob");
        assertThat(read(second)).isEqualTo("second....");
    }

    @Test
    void aBlobThatIsOpenStays() throws IOException {
        Blob first = put("first.....");
        try (CachedBlob open = cache.open(first, PATIENCE);
                CachedBlob again = cache.open(first, PATIENCE)) {
            for (int i = 0; i < 5; i++) {
                read(put("another " + i + "."));
            }
            again.close();
            again.close();
            read(put("the last.."));

            assertThat(open.file()).hasContent("first.....");
        }
        read(put("0123456789"));
        read(put("0123456789"));

        assertThat(files()).hasSize(2).doesNotContain(first.id().name() + ".blob");
    }

    @Test
    void aBlobLargerThanTheCacheIsThereWhileItIsOpen() throws IOException {
        Blob large = put("0123456789".repeat(3));

        assertThat(read(large)).hasSize(30);

        assertThat(files()).isEmpty();
    }

    @Test
    void anAdoptedFileNeedsNoFetch() throws IOException {
        Blob blob = put("0123456789");
        Path sealed = Files.writeString(data.resolve("sealed"), "0123456789");

        try (CachedBlob adopted = cache.adopt(sealed, blob)) {
            assertThat(adopted.file()).hasContent("0123456789");
        }

        assertThat(read(blob)).isEqualTo("0123456789");
        assertThat(fetched).hasValue(0);
        assertThat(sealed).doesNotExist();
    }

    @Test
    void aMissingBlobIsToldFromADamagedOneAndLeavesNothing() throws IOException {
        Blob missing = put("0123456789");
        store.delete(missing.id());
        Blob damaged = put("0123456789");
        Files.writeString(shared.resolve("blobs/cell").resolve(damaged.id().name()), "012345678X");

        assertThatThrownBy(() -> read(missing))
                .isInstanceOfSatisfying(
                        LostBlobException.class, e -> assertThat(e.isMissing()).isTrue());
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOfSatisfying(
                        LostBlobException.class, e -> assertThat(e.isMissing()).isFalse());

        assertThat(files()).isEmpty();
    }

    @Test
    void aBlobThatComesBackIsFetched() throws IOException {
        Blob blob = put("0123456789");
        Path stored = shared.resolve("blobs/cell").resolve(blob.id().name());
        Files.writeString(stored, "012345678X");
        assertThatThrownBy(() -> read(blob)).isInstanceOf(LostBlobException.class);

        Files.writeString(stored, "0123456789");

        assertThat(read(blob)).isEqualTo("0123456789");
    }

    @Test
    void aDamagedFileIsFetchedAgainWhileOthersReadOn() throws IOException {
        Blob blob = put("0123456789");
        try (CachedBlob open = cache.open(blob, PATIENCE);
                FileBlobReader reader = new FileBlobReader(open.file())) {
            Files.writeString(open.file(), "012345678X");
            cache.distrust(blob.id());

            assertThat(read(blob)).isEqualTo("0123456789");

            assertThat(reader.size()).isEqualTo(10);
            assertThat(open.file()).hasContent("0123456789");
        }
        assertThat(fetched).hasValue(2);
    }

    @Test
    void aSoundFileIsNotFetchedAgainBecauseOfADoubt() throws IOException {
        Blob blob = put("0123456789");
        read(blob);

        cache.distrust(blob.id());

        assertThat(read(blob)).isEqualTo("0123456789");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void theNextProcessKeepsWhatIsCompleteAndSound() throws IOException {
        Blob sound = put("sound.....");
        Blob damaged = put("damaged...");
        read(sound);
        read(damaged);
        Path cached = data.resolve("cache");
        Files.writeString(cached.resolve(damaged.id().name() + ".blob"), "DAMAGED...");
        Files.writeString(cached.resolve("x.part"), "a part");
        Files.writeString(cached.resolve("y.old"), "old");
        Files.writeString(cached.resolve("notes"), "unknown");

        cache = new BlobCache(data, store, pool, MOST_BYTES);

        assertThat(files()).hasSize(2);
        fetched.set(0);
        assertThat(read(sound)).isEqualTo("sound.....");
        assertThat(fetched).hasValue(0);
        assertThat(read(damaged)).isEqualTo("damaged...");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void theNextProcessHasItsOwnBound() throws IOException {
        Blob older = put("older.....");
        Blob newer = put("newer.....");
        read(older);
        read(newer);
        Files.setLastModifiedTime(
                data.resolve("cache").resolve(older.id().name() + ".blob"), FileTime.fromMillis(1_000));

        cache = new BlobCache(data, store, pool, 10);

        assertThat(files()).containsExactly(newer.id().name() + ".blob");
    }

    @Test
    void readersAndEvictionsDoNotDisturbEachOther() throws Exception {
        List<Blob> blobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            blobs.add(put("content " + i + "."));
        }

        together(2, thread -> {
            for (int i = 0; i < 200; i++) {
                int number = (i * (thread + 2)) % blobs.size();
                assertThat(read(blobs.get(number))).isEqualTo("content " + number + ".");
            }
            return null;
        });

        assertThat(files()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void moreBlobsThanMayWaitAreRefused() {
        List<Blob> blobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            blobs.add(put("0123456789"));
        }
        storage = new CountDownLatch(1);
        for (Blob blob : blobs.subList(0, 4)) {
            assertThatThrownBy(() -> cache.open(blob, Duration.ZERO)).hasMessage("PR503-SV-0002");
        }

        assertThatThrownBy(() -> cache.open(blobs.get(4), PATIENCE)).hasMessage("PR503-SV-0001");
    }
}
