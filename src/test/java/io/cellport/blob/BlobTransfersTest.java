package io.cellport.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileSum;
import io.cellport.storage.FileWatch;
import io.cellport.storage.StoreException;
import io.cellport.storage.WatchedFiles;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTransfersTest {

    private static final FileSum ABC =
            FileSum.plain("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    Path directory;

    private final WorkerPool pool = new WorkerPool("cellport-copy", 1, 1);
    private final BlobTransfers transfers = new BlobTransfers(pool);
    private final CountDownLatch disk = new CountDownLatch(1);
    private BlobStore store;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        store = DirectoryBlobStore.shared(directory, "node-1");
        file = Files.writeString(directory.resolve("file"), "abc");
    }

    @AfterEach
    void close() {
        disk.countDown();
        pool.abandon();
    }

    @Test
    void theHeartGoesOnWhileTheStorageHangs() {
        AtomicInteger beats = new AtomicInteger();

        transfers.upload(file, hanging().create("cell"), ABC, () -> {
            if (beats.incrementAndGet() == 3) {
                disk.countDown();
            }
        });

        assertThat(beats).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aHeartbeatThatThrowsEndsTheCopyAndLeavesNothing() {
        assertThatThrownBy(() -> transfers.upload(file, hanging().create("cell"), ABC, () -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");

        disk.countDown();
        await().untilAsserted(() -> assertThat(directory.resolve("unfinished")).isEmptyDirectory());
        store.forEach(found -> assertThat(found).isNull());
    }

    /** Every write waits until the disk goes on. */
    private BlobStore hanging() {
        Path hanging = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                        if (operation == Operation.WRITE) {
                            awaitDisk();
                        }
                        return call.run();
                    }
                })
                .wrap(directory);
        return DirectoryBlobStore.shared(hanging, "node-1");
    }

    private void awaitDisk() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatChangedBecomesNoBlob() throws IOException {
        Files.writeString(file, "abd");

        assertThatThrownBy(() -> transfers.upload(file, store.create("cell"), ABC, () -> {}))
                .isInstanceOf(StoreException.class);

        store.forEach(found -> assertThat(found).isNull());
        assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void aMissingBlobIsToldFromADamagedOne() throws IOException {
        Blob blob = BlobStoreContract.write(store, "cell", "abc");
        Path stored = directory.resolve("blobs/cell").resolve(blob.id().name());
        Path copy = directory.resolve("copy");

        Files.writeString(stored, "abd");
        assertThatThrownBy(() -> transfers.download(store, blob, copy, () -> {}))
                .isInstanceOfSatisfying(
                        LostBlobException.class, e -> assertThat(e.isMissing()).isFalse());
        Files.writeString(stored, "abcd");
        assertThatThrownBy(() -> transfers.download(store, blob, copy, () -> {}))
                .isInstanceOfSatisfying(
                        LostBlobException.class, e -> assertThat(e.isMissing()).isFalse());
        store.delete(blob.id());
        assertThatThrownBy(() -> transfers.download(store, blob, copy, () -> {}))
                .isInstanceOfSatisfying(
                        LostBlobException.class, e -> assertThat(e.isMissing()).isTrue());

        assertThat(copy).doesNotExist();
    }

    @Test
    void bytesThatAreWrongOnceAreReadAgain() throws IOException {
        Blob blob = BlobStoreContract.write(store, "cell", "abc");
        AtomicInteger opened = new AtomicInteger();
        Path flawed = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                        if (operation == Operation.OPEN && path.startsWith(directory.resolve("blobs"))) {
                            Files.writeString(path, opened.incrementAndGet() == 1 ? "abd" : "abc");
                        }
                        return call.run();
                    }
                })
                .wrap(directory);
        Path copy = directory.resolve("copy");

        transfers.download(DirectoryBlobStore.shared(flawed, "node-2"), blob, copy, () -> {});

        assertThat(Files.readString(copy, UTF_8)).isEqualTo("abc");
        assertThat(opened).hasValue(2);
    }

    @Test
    void aCopyForWhichThereIsNoPlaceIsRefused() {
        for (int task = 0; task < 2; task++) {
            pool.execute(this::awaitDisk);
        }

        assertThatThrownBy(() -> transfers.upload(file, store.create("cell"), ABC, () -> {}))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0001));

        assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }
}
