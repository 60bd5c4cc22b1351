package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.FilesBelow;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.cellport.storage.UnitDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at random moments of imports, and of the recoveries from them, never shows a false
 * {@code ready}, never mixes contents, and always comes to the end of what it accepted.
 */
class KillNineIT {

    private static final String CELL = "cell";

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Path data;
    private ServerProcess server;

    /** The snapshots {@code a} and {@code b}, and what the cell holds after each. */
    private final CellContent[] outcomes = new CellContent[2];

    private int current;
    private Duration importTime = Duration.ZERO;
    private int foundActive;

    /** How long the first status after each start took. */
    private final List<Duration> firstAnswers = new ArrayList<>();

    @Test
    void thirtyKillsCauseNeitherAFalseStatusNorALoss() throws Exception {
        kill(30);
    }

    @Test
    @Tag("nightly")
    void aThousandKillsCauseNeitherAFalseStatusNorALoss() throws Exception {
        kill(Integer.getInteger("cellport.kills", 1_000));
    }

    private void kill(int kills) throws Exception {
        System.out.println("seed of the kills: " + seed);
        data = Files.createDirectory(directory.resolve("data"));
        server = ServerProcess.start(data);
        try {
            prepare();
            for (int done = 0, chain = 0; done < kills; chain++) {
                done += killOnce("seed " + seed + ", import " + chain, chain);
            }
            System.out.println("an import takes " + importTime.toMillis()
                    + " ms; restarts that found the import under way: " + foundActive);
            assertThat(foundActive).as("kills that hit an import").isGreaterThan(kills / 5);
            tellHowSoon();
        } finally {
            server.close();
        }
    }

    /**
     * Soon is a figure, not a condition: the machine does other things too. That the first word is true is checked each
     * time.
     */
    private void tellHowSoon() {
        Collections.sort(firstAnswers);
        Duration most = firstAnswers.get(firstAnswers.size() * 95 / 100);
        System.out.println("first status after a start, 95 of 100: " + most.toMillis() + " ms");
    }

    private void prepare() throws Exception {
        server.createCell(CELL);
        upload(
                "a",
                SnapshotBuilder.snapshot()
                        .seed(1)
                        .userData(30_000, 300)
                        .links(5_000)
                        .files(500, 3_000));
        upload(
                "b",
                SnapshotBuilder.snapshot()
                        .seed(2)
                        .userData(35_000, 250)
                        .links(1_000)
                        .files(300, 9_000));
        for (int i = 0; i < outcomes.length; i++) {
            server.startImport(CELL, name(i)).join();
            long start = System.nanoTime();
            awaitEnd();
            importTime = Duration.ofNanos(System.nanoTime() - start);
            outcomes[i] = content();
        }
        current = 1;
        assertThat(outcomes[0]).isNotEqualTo(outcomes[1]);
        assertThat(outcomes[0].entities()).isEqualTo(1 + 1 + 2 + 30_000 + 5_000);
        assertThat(outcomes[1].files()).isEqualTo(1 + 1 + 1 + 1 + 300 * 2);
    }

    private void upload(String name, SnapshotBuilder snapshot) throws IOException {
        server.upload(CELL, name, snapshot.writeTo(directory.resolve(name + ".zip")));
    }

    /** One import of the snapshot that the cell does not hold, killed one to six times; returns how often. */
    private int killOnce(String context, int chain) throws Exception {
        int next = 1 - current;
        Seen seen = new Seen();
        CompletableFuture<Void> answer = server.startImport(CELL, name(next));
        if (random.nextInt(5) > 0) {
            answer.join();
        }
        watchUntil(seen, answer, importTime.multipliedBy(random.nextInt(110)).dividedBy(100));
        boolean accepted = isDone(answer);
        server.kill();

        int again = chain % 5 == 4 ? 5 : chain % 3 == 2 ? 1 : 0;
        for (int i = 0; i < again; i++) {
            killDuringRecovery(context, seen, next, accepted);
        }
        restartAndCheck(context, seen, next, accepted);
        awaitEnd(seen);

        assertThat(ServerProcess.isReady(server.status(CELL)))
                .as("%s ends completed: %s", context, server.status(CELL))
                .isTrue();
        CellContent content = content();
        assertThat(content).as("%s leaves the old or the new content", context).isIn(outcomes[current], outcomes[next]);
        if (accepted) {
            assertThat(content).as("%s was accepted", context).isEqualTo(outcomes[next]);
        }
        assertThat(generations()).as("%s leaves one generation", context).isEqualTo(1);
        current = content.equals(outcomes[next]) ? next : current;
        return 1 + again;
    }

    /** Kills a server that has just begun to start, or to recover, or that says already how it stands. */
    private void killDuringRecovery(String context, Seen seen, int next, boolean accepted) throws Exception {
        if (random.nextInt(3) == 0) {
            Process starting = ServerProcess.launch(data);
            Thread.sleep(random.nextInt(900));
            starting.destroyForcibly().waitFor();
            return;
        }
        restartAndCheck(context, seen, next, accepted);
        watchUntil(seen, CompletableFuture.completedFuture(null), Duration.ofMillis(random.nextInt(250)));
        server.kill();
    }

    private void restartAndCheck(String context, Seen seen, int next, boolean accepted) throws Exception {
        server = ServerProcess.start(data);
        long listening = System.nanoTime();
        JsonObject first = server.status(CELL);
        firstAnswers.add(Duration.ofNanos(System.nanoTime() - listening));
        if (ServerProcess.isReady(first)) {
            CellContent content = content();
            assertThat(content)
                    .as("%s: ready is true", context)
                    .isIn(outcomes[next], accepted || seen.active ? null : outcomes[current]);
        } else {
            seen.add(context, first);
            foundActive++;
        }
    }

    /** Asks for the status again and again for that long; the server may not have accepted the run yet. */
    private void watchUntil(Seen seen, CompletableFuture<Void> answer, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (isDone(answer)) {
                JsonObject status = server.status(CELL);
                if (!ServerProcess.isReady(status)) {
                    seen.add("seed " + seed, status);
                }
            }
            Thread.sleep(2);
        }
    }

    private static boolean isDone(CompletableFuture<Void> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    private void awaitEnd() {
        awaitEnd(new Seen());
    }

    private void awaitEnd(Seen seen) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            JsonObject status = server.status(CELL);
            boolean active = ServerProcess.isActive(status);
            if (active) {
                seen.add("seed " + seed, status);
            }
            return !active;
        });
    }

    private CellContent content() {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        try (SqliteCellStore store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC())) {
            return CellContent.of(store, cell(store));
        }
    }

    private static Cell cell(SqliteCellStore store) {
        return store.find(CELL).orElseThrow();
    }

    /** Files of the cell; the superseded one goes when the run is over, right after its status has said so. */
    private long generations() {
        return Awaitility.await().pollInterval(Duration.ofMillis(5)).until(this::generationFiles, count -> count == 1);
    }

    private long generationFiles() throws IOException {
        return FilesBelow.of(data.resolve("cells")).size();
    }

    private static String name(int snapshot) {
        return snapshot == 0 ? "a" : "b";
    }

    /** What was last said of a run; each next word is held against it. */
    private static final class Seen {

        private boolean active;
        private String startedAt;
        private int percent;

        void add(String context, JsonObject status) {
            assertThat(ServerProcess.isActive(status))
                    .as("%s: %s", context, status)
                    .isTrue();
            String started = status.getString("started_at");
            int now = ServerProcess.percent(status);
            if (active) {
                assertThat(started).as("%s: the same run", context).isEqualTo(startedAt);
                assertThat(now)
                        .as("%s: the percentage never goes down", context)
                        .isGreaterThanOrEqualTo(percent);
            }
            assertThat(now).isLessThanOrEqualTo(99);
            active = true;
            startedAt = started;
            percent = now;
        }
    }
}
