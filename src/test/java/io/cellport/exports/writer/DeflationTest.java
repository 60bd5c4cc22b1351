package io.cellport.exports.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks come back in their order and as the same bytes whoever deflates them; nothing that a helper does hangs an
 * export.
 */
class DeflationTest {

    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException();
    };

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, Block.BYTES, Block.BYTES + 1, 5 * Block.BYTES - 1, 40 * Block.BYTES})
    void theBytesAreTheSameWhoeverDeflatesThem(int length) throws IOException {
        byte[] content = content(length);
        byte[] alone = deflated(REFUSING, content);

        assertThat(inflated(alone)).isEqualTo(content);
        assertThat(deflated(Runnable::run, content)).isEqualTo(alone);
        assertThat(deflated(task -> {}, content)).as("helpers that never begin").isEqualTo(alone);
        for (int i = 0; i < 5; i++) {
            assertThat(deflated(threads, content)).isEqualTo(alone);
        }
    }

    @Test
    void helpersDeflateWhileTheExportGoesOn() {
        try (Deflation deflation = new Deflation(threads, this::deflater)) {
            deflation.begin(block(false));

            await().until(() -> open.get() == 1);
            assertThat(deflation.next()).isNotEmpty();
        }
    }

    /** As when the only helper is busy with another export. */
    @Test
    void aHelperThatIsAtTheFirstBlockIsWaitedForWhileTheOthersAreDeflated() {
        CountDownLatch release = new CountDownLatch(1);
        Deque<Runnable> asked = new ArrayDeque<>();
        AtomicInteger made = new AtomicInteger();
        try (Deflation deflation = new Deflation(asked::add, () -> {
            if (made.incrementAndGet() == 1) {
                join(release);
            }
            return deflater();
        })) {
            for (int i = 0; i < 3; i++) {
                deflation.begin(block(false));
            }
            threads.execute(asked.remove());
            await().until(() -> made.get() == 1);
            threads.execute(() -> {
                await().until(() -> made.get() == 2 && asked.size() == 2);
                release.countDown();
            });

            assertThat(deflation.next()).isNotEmpty();
            assertThat(made).hasValue(2);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void anErrorOfAHelperReachesTheOneWhoWaits() {
        AtomicInteger made = new AtomicInteger();
        try (Deflation deflation = new Deflation(threads, () -> {
            if (made.incrementAndGet() == 1) {
                throw new OutOfMemoryError("none left");
            }
            return deflater();
        })) {
            deflation.begin(block(false));
            await().until(() -> made.get() == 1);
            deflation.begin(block(true));

            assertThatThrownBy(deflation::next)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void closingDropsWhatNobodyHasBegunAndWaitsForTheRest() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Deque<Runnable> asked = new ArrayDeque<>();
        Deflation deflation = new Deflation(asked::add, () -> {
            begun.countDown();
            join(release);
            return deflater();
        });
        deflation.begin(block(false));
        deflation.begin(block(false));
        threads.execute(asked.remove());
        join(begun);
        threads.execute(() -> {
            await().until(() -> Arrays.stream(
                            Thread.getAllStackTraces().values().toArray(StackTraceElement[][]::new))
                    .anyMatch(DeflationTest::isClosing));
            release.countDown();
        });

        deflation.close();

        assertThat(open).as("deflaters").hasValue(0);
        asked.remove().run();
        assertThat(open).as("deflaters of a helper that comes late").hasValue(0);
    }

    private static boolean isClosing(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .anyMatch(frame -> frame.getClassName().equals(Deflation.class.getName())
                        && frame.getMethodName().equals("close"));
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Deflater deflater() {
        open.incrementAndGet();
        return new Deflater(3, true) {
            @Override
            public void end() {
                super.end();
                open.decrementAndGet();
            }
        };
    }

    private static Block block(boolean isLast) {
        return new Block(content(Block.BYTES), new byte[0], isLast);
    }

    /** Half of it repeats what stands up to 32 KiB before, the rest does not compress. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        Random random = new Random(1);
        for (int at = 0; at < length; at += 64) {
            byte[] piece = new byte[64];
            if (at > 32 << 10 && random.nextBoolean()) {
                System.arraycopy(content, at - 64 - random.nextInt((32 << 10) - 64), piece, 0, piece.length);
            } else {
                random.nextBytes(piece);
            }
            System.arraycopy(piece, 0, content, at, Math.min(piece.length, length - at));
        }
        return content;
    }

    private static byte[] deflated(Executor helpers, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Deflation deflation = new Deflation(helpers)) {
            byte[] before = {};
            for (int at = 0; at == 0 || at < content.length; at += Block.BYTES) {
                byte[] piece = Arrays.copyOfRange(content, at, Math.min(content.length, at + Block.BYTES));
                if (deflation.isFull()) {
                    bytes.write(deflation.next());
                }
                deflation.begin(new Block(piece, before, at + Block.BYTES >= content.length));
                before = piece;
            }
            while (!deflation.isEmpty()) {
                bytes.write(deflation.next());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] inflated(byte[] deflated) throws IOException {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
            return in.readAllBytes();
        }
    }
}
