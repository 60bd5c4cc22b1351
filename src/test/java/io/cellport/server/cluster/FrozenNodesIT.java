package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.FilesBelow;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.ledger.Collector;
import io.cellport.imports.importer.CellContent;
import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that runs an import stands still (SIGSTOP) until another one has taken the import over, and then goes on
 * as if nothing had happened.
 */
class FrozenNodesIT {

    @TempDir
    Path directory;

    private TestCluster cluster;
    private Audit audit;
    private HeldSteps held;
    private NodeProcess first;
    private NodeProcess second;
    private StatusWatch watch;
    private CellContent content;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(
                directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2", "CELLPORT_MANAGEMENT_PORT", "0"));
        audit = new Audit(cluster);
        held = new HeldSteps(cluster);
        first = cluster.start("a");
        second = cluster.start("b");
        first.createCell("cell");
        first.upload("cell", "large", large());
        watch = new StatusWatch(audit, "cell");
        watch.ask("a", first);
        watch.ask("b", second);
        watch.askInTurn();
        startImport();
        awaitEnd();
        content = cluster.content("cell");
        assertThat(content.entities()).isGreaterThan(80_000);
    }

    private Path large() throws IOException {
        return SnapshotBuilder.snapshot()
                .userData(80_000, 300)
                .files(50, 100_000)
                .writeTo(directory.resolve("large.zip"));
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
        cluster.close();
    }

    @Test
    void aProcessThatStoodStillAtAnyStepActivatesNothingAndLeavesNothing() throws Exception {
        freezeWhileLoading();
        for (Step step : Step.values()) {
            held.hold(step);
            startImport();
            awaitStep(step);
            freezeUntilTheEnd(step == Step.UPLOADED);
        }
    }

    /** The activation is held, or a quick node completes the import before it is frozen. */
    private void freezeWhileLoading() throws Exception {
        held.hold(Step.COMPLETED);
        startImport();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.number("SELECT done_bytes FROM import_run ORDER BY number DESC LIMIT 1") > 0);
        freezeUntilTheEnd(false);
    }

    @Test
    @Tag("nightly")
    void aProcessThatStoodStillAtAnyMomentActivatesNothingAndLeavesNothing() throws Exception {
        long seed = Long.getLong("cellport.seed", System.nanoTime());
        System.out.println("seed of the moments: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < Integer.getInteger("cellport.freezes", 100); i++) {
            startImport();
            Awaitility.await().atMost(PATIENCE).until(() -> cluster.owner().isPresent() || audit.isAtRest());
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(3_000)).toNanos());
            Optional<NodeProcess> owner = cluster.owner();
            if (owner.isPresent()) {
                freeze(owner.get(), random.nextBoolean());
            }
            requireAllIsWell();
        }
    }

    private void startImport() {
        audit.startImport(second, "cell", "large");
        watch.expectImport();
    }

    /** When a process is about to make a step, or makes it. */
    private void awaitStep(Step step) {
        String blob = "SELECT count(*) FROM blob WHERE kind = 'GENERATION' AND state = 'STAGED' AND bytes IS ";
        String sql =
                switch (step) {
                    case STAGING ->
                        "SELECT count(*) FROM import_run WHERE state = 'Importing' AND done_bytes = total_bytes AND done_bytes > 0";
                    case UPLOADED -> blob + "NULL";
                    case ACTIVATING -> blob + "NOT NULL";
                    case COMPLETED -> "SELECT count(*) FROM import_run WHERE state = 'Activating'";
                };
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> cluster.number(sql) > 0);
    }

    private void freezeUntilTheEnd(boolean isEnded) throws Exception {
        NodeProcess frozen = cluster.owner().orElseThrow();
        freeze(frozen, isEnded);
        requireAllIsWell();
        assertThat(cluster.texts("SELECT owner FROM import_run ORDER BY number DESC LIMIT 1"))
                .containsExactly((frozen == first ? second : first).name());
    }

    /** @param isEnded whether the process stands still until the other one has completed the import */
    private void freeze(NodeProcess frozen, boolean isEnded) {
        frozen.freeze();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.owner().filter(owner -> owner == frozen).isEmpty());
        if (isEnded) {
            audit.awaitRest();
        }
        held.release();
        frozen.thaw();
    }

    private void requireAllIsWell() {
        awaitEnd();
        audit.requireEachRunActivatedOnce();
        assertThat(cluster.content("cell")).isEqualTo(content);
        requireNothingLeft();
        watch.requireTruth();
    }

    /** The collector deletes what the process has uploaded in vain, however late. */
    private void requireNothingLeft() {
        Collector collector =
                new Collector(cluster.database(), DirectoryBlobStore.shared(cluster.blobs(), "test"), Duration.ZERO);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            while (collector.collect()) {}
            return files().equals(cluster.texts("SELECT name FROM blob WHERE state = 'LIVE' ORDER BY name"));
        });
    }

    private List<String> files() throws IOException {
        return FilesBelow.of(cluster.blobs()).stream()
                .filter(file -> !file.getParent().endsWith("unit-id"))
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private void awaitEnd() {
        audit.awaitReady("cell", first, second);
    }
}
