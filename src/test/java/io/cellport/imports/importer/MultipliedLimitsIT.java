package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that are sound alone, all used at the same time, against the heap that a unit is promised to do with. */
class MultipliedLimitsIT {

    private static final int HEAP_MIB = 128;
    private static final int MIB = 1 << 20;
    private static final int GUESSERS = 4;
    private static final List<String> CELLS = List.of("one", "two");

    @TempDir
    Path directory;

    @AutoClose
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(Files.createDirectory(directory.resolve("data")), HEAP_MIB);
        CELLS.forEach(server::createCell);
    }

    @Test
    void twoImportsOfTheLongestLinesSucceedDuringExpensiveLogins() throws Exception {
        server.createCell("guessed");
        imported("guessed", SnapshotBuilder.snapshot().with(PjsonFile.ACCOUNT.path(), dearAccount()));
        for (String cell : CELLS) {
            upload(cell, SnapshotBuilder.snapshot().with(PjsonFile.USER_DATA.path(), longLines(6)));
        }

        Set<Integer> answers = endWellWhileGuessing();

        assertThat(answers).isSubsetOf(400, 503);
        assertThat(answers).contains(400);
        assertThat(Files.readString(directory.resolve("server.log"))).doesNotContain("OutOfMemory");
    }

    @Test
    @Tag("nightly")
    void twoImportsOfAsManyEntriesAsAllowedSucceedDuringExpensiveLogins() throws Exception {
        server.createCell("guessed");
        imported("guessed", SnapshotBuilder.snapshot().with(PjsonFile.ACCOUNT.path(), dearAccount()));
        for (String cell : CELLS) {
            upload(cell, emptyFiles(660_000));
        }

        assertThat(endWellWhileGuessing()).isSubsetOf(400, 503);
        assertThat(Files.readString(directory.resolve("server.log"))).doesNotContain("OutOfMemory");
    }

    /** Starts both imports and lets strangers guess until both are ready; returns the statuses that these got. */
    private Set<Integer> endWellWhileGuessing() throws InterruptedException {
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger guess = new AtomicInteger();
        CountDownLatch guessed = new CountDownLatch(GUESSERS);
        List<Thread> guessers = new ArrayList<>();
        for (int i = 0; i < GUESSERS; i++) {
            Thread guesser = new Thread(() -> {
                while (!ended.get()) {
                    answers.add(server.login("guessed", "nobody" + guess.incrementAndGet(), "wrong"));
                    guessed.countDown();
                }
            });
            guesser.start();
            guessers.add(guesser);
        }
        guessed.await();
        try {
            CELLS.forEach(cell -> server.startImportOnceThereIsRoom(cell, "hostile"));
            for (String cell : CELLS) {
                assertThat(end(cell)).as(cell).isEqualTo("ready");
            }
        } finally {
            ended.set(true);
            for (Thread guesser : guessers) {
                guesser.join();
            }
        }
        return answers;
    }

    private void imported(String cell, SnapshotBuilder snapshot) throws IOException {
        upload(cell, snapshot);
        server.startImport(cell, "hostile").join();
        assertThat(end(cell)).isEqualTo("ready");
    }

    private void upload(String cell, SnapshotBuilder snapshot) throws IOException {
        server.upload(cell, "hostile", snapshot.writeTo(directory.resolve(cell + ".zip")));
    }

    private String end(String cell) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(20))
                .until(() -> server.status(cell), status -> !ServerProcess.isActive(status))
                .getString("status");
    }

    /** An account whose password takes 64 MiB to check, the most that is allowed. */
    private static String dearAccount() {
        String some = Base64.getEncoder().encodeToString("h".repeat(32).getBytes(StandardCharsets.US_ASCII));
        return "{\"_type\":\"Account\",\"_id\":\"a\",\"_source\":{\"s\":{\"Name\":\"dear\"},\"h\":"
                + "{\"HashAlgorithm\":\"scrypt\",\"HashedCredential\":\"$100801$" + some + "$" + some + "\"}}}\n";
    }

    /** Lines of nearly 8 MiB, nearly all of it a key. */
    private static Content longLines(int count) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < 8 * MIB - 400) {
            text.append((char) ('a' + random.nextInt(26))).append("y".repeat(99));
        }
        byte[] key = text.toString().getBytes(StandardCharsets.US_ASCII);
        return out -> {
            for (int i = 0; i < count; i++) {
                String start = "{\"_type\":\"UserData\",\"_id\":\"i" + i + "\",\"_source\":{\"s\":{\"__id\":\"k" + i;
                out.write(start.getBytes(StandardCharsets.US_ASCII));
                out.write(key);
                out.write("\"}}}\n".getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    /** Three entries each: its directory, its content and what is said of it. */
    private static SnapshotBuilder emptyFiles(int count) {
        return SnapshotBuilder.snapshot().files(count, 0);
    }
}
