package io.cellport.blob;

import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blobs stay in the room that there is, and which the next process finds. */
class BlobCacheRoomTest extends SmallCache {

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
}
