package io.cellport.blob;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is fetched from the storage, and what not. */
class BlobCacheTest extends SmallCache {

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
}
