package io.cellport.storage.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys come out in the order of their bytes, however long they are and into however many runs they were divided. */
class KeySorterTest {

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::key, Arrays::compareUnsigned).thenComparing(Entry::row);

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private record Entry(byte[] key, long row) {}

    @ParameterizedTest
    @ValueSource(ints = {64, 200, 5_000, 100_000, 10 << 20})
    void keysOfAllLengths(int runBytes) throws Exception {
        for (int most : new int[] {3, 30, 700, 3_000}) {
            List<Entry> entries = new ArrayList<>();
            byte[] common = bytes(random.nextInt(most));
            for (int i = 0; i < 2_000; i++) {
                entries.add(new Entry(key(common, most), random.nextLong(1L << 40)));
            }
            check(runBytes, entries);
        }
    }

    /** Eight bytes behind what all keys begin with decide most comparisons, but not those of keys that end before. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 250, 255, 256, 257, 300})
    void keysThatAllBeginAlike(int length) throws Exception {
        byte[] common = bytes(length);
        byte[] few = {0, 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff};
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] key = Arrays.copyOf(common, length + random.nextInt(11));
            for (int at = length; at < key.length; at++) {
                key[at] = few[random.nextInt(few.length)];
            }
            entries.add(new Entry(key, i));
        }
        check(2_000, entries);
        check(30_000, entries);
    }

    /** Longer than the pieces in which the ends of keys are compared. */
    @Test
    void keysThatDifferAtTheirEndsOnly() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] key = new byte[(64 << 10) * (1 + random.nextInt(3)) + 700 + random.nextInt(3)];
            key[key.length - 1 - random.nextInt(2)] = (byte) random.nextInt();
            entries.add(new Entry(key, i));
        }
        check(1 << 10, entries);
        check(300 << 10, entries);
    }

    @Test
    void itsFileIsGoneFromItsDirectoryAtOnce() throws Exception {
        try (KeySorter sorter = new KeySorter(directory.resolve("keys"), 100)) {
            for (int i = 0; i < 100; i++) {
                sorter.add(bytes(30), i);
            }
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void aThreadThatIsRefusedOrNeverComesIsNotMissed() throws Exception {
        List<Entry> entries = some();
        check(2_000, entries, refused -> {
            throw new RejectedExecutionException();
        });
        check(2_000, entries, dropped -> {});
    }

    @Test
    void aThreadThatComesTooLateDoesNothing() throws Exception {
        List<Runnable> late = new ArrayList<>();
        check(2_000, some(), late::add);

        late.forEach(Runnable::run);
        assertThat(late).hasSize(1);
    }

    @Test
    void whatTheHelpingThreadFailsWithIsThrownOnTheOtherOne() throws Exception {
        Path file = directory.resolve("keys");
        AtomicBoolean isBroken = new AtomicBoolean();
        Path watched = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                        if (operation == Operation.READ && isBroken.get()) {
                            throw new IOException("I/O error");
                        }
                        return call.run();
                    }
                })
                .wrap(file);
        try (KeySorter sorter = new KeySorter(watched, 100_000)) {
            for (int i = 0; i < 20_000; i++) {
                sorter.add(bytes(100), i);
            }
            assertThatThrownBy(() -> sorter.sorted(threads, (key, row) -> isBroken.set(true)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("I/O error");
        }
    }

    @Test
    void theHelpingThreadEndsWhenTheOtherOneFails() throws Exception {
        AtomicInteger helping = new AtomicInteger();
        Executor counted = task -> threads.execute(() -> {
            helping.incrementAndGet();
            task.run();
            helping.decrementAndGet();
        });
        try (KeySorter sorter = new KeySorter(directory.resolve("keys"), 100_000)) {
            for (int i = 0; i < 20_000; i++) {
                sorter.add(bytes(100), i);
            }
            assertThatThrownBy(() -> sorter.sorted(counted, (key, row) -> {
                        throw new IllegalStateException("stopped");
                    }))
                    .hasMessage("stopped");
        }
        await().untilAsserted(() -> assertThat(helping).hasValue(0));
    }

    private List<Entry> some() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(new Entry(bytes(50), i));
        }
        return entries;
    }

    private void check(int runBytes, List<Entry> entries) throws Exception {
        check(runBytes, entries, null);
        check(runBytes, entries, threads);
    }

    private void check(int runBytes, List<Entry> entries, @Nullable Executor helper) throws Exception {
        List<Entry> sorted = new ArrayList<>();
        try (KeySorter sorter = new KeySorter(directory.resolve("keys"), runBytes)) {
            for (Entry entry : entries) {
                int cut = random.nextInt(entry.key().length + 1);
                sorter.add(
                        Arrays.copyOf(entry.key(), cut),
                        Arrays.copyOfRange(entry.key(), cut, entry.key().length),
                        entry.row());
            }
            KeyConsumer<RuntimeException> consumer = (key, row) -> sorted.add(new Entry(key, row));
            if (helper == null) {
                sorter.sorted(consumer);
            } else {
                sorter.sorted(helper, consumer);
            }
        }
        List<Entry> expected = new ArrayList<>(entries);
        expected.sort(ORDER);
        assertThat(sorted).as("seed %s", seed).hasSameSizeAs(expected);
        for (int i = 0; i < sorted.size(); i++) {
            assertThat(sorted.get(i).key())
                    .as("seed %s, %s", seed, i)
                    .isEqualTo(expected.get(i).key());
            assertThat(sorted.get(i).row())
                    .as("seed %s, %s", seed, i)
                    .isEqualTo(expected.get(i).row());
        }
    }

    private byte[] key(byte[] common, int most) {
        int same = random.nextInt(common.length + 1);
        byte[] key = Arrays.copyOf(common, same + random.nextInt(random.nextBoolean() ? 3 : most));
        for (int i = same; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
        }
        return key;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
