package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.importer.CellContent;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node that executes an import is killed (SIGKILL) again and again, and started again meanwhile. */
class KilledNodesIT {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final int MOST_KILLS_OF_A_RUN = 4;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, CompletableFuture<Void>> starts = new HashMap<>();
    private final List<Long> takeovers = new ArrayList<>();

    private TestCluster cluster;
    private Audit audit;
    private StatusWatch watch;
    private Duration importTime;

    @Test
    void twentyKillsCauseNeitherAFalseStatusNorALoss() throws Exception {
        kill(20);
    }

    @Test
    @Tag("nightly")
    void twoHundredKillsCauseNeitherAFalseStatusNorALoss() throws Exception {
        kill(Integer.getInteger("cellport.kills", 200));
    }

    private void kill(int kills) throws Exception {
        System.out.println("seed of the kills: " + seed);
        Map<String, String> settings =
                Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2", "CELLPORT_IMPORT_MAX_ATTEMPTS", "100");
        cluster = new TestCluster(directory, settings);
        audit = new Audit(cluster);
        watch = new StatusWatch(audit, "cell");
        try {
            NAMES.forEach(this::start);
            CellContent content = prepare();
            watch.askInTurn();
            int killed = 0;
            for (int run = 0; killed < kills; run++) {
                audit.startImport(node(NAMES.get(run % NAMES.size())), "cell", "large");
                watch.expectImport();
                killed += killUntilTheEnd(Math.min(kills - killed, 1 + random.nextInt(MOST_KILLS_OF_A_RUN)));
                requireAllIsWell(content);
            }
            tell();
        } finally {
            starts.values().forEach(CompletableFuture::join);
            watch.close();
            cluster.close();
        }
    }

    private void start(String name) {
        starts.put(name, CompletableFuture.runAsync(() -> {
            try {
                watch.ask(name, cluster.start(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /** A node that serves, maybe only after a while. */
    private NodeProcess node(String name) {
        starts.get(name).join();
        return cluster.nodes().get(name);
    }

    private CellContent prepare() throws IOException {
        NodeProcess node = node("a");
        node.createCell("cell");
        node.upload(
                "cell",
                "large",
                SnapshotBuilder.snapshot()
                        .userData(80_000, 300)
                        .links(1_000)
                        .files(100, 50_000)
                        .writeTo(directory.resolve("large.zip")));
        long begun = System.nanoTime();
        node.startImport("cell", "large").join();
        audit.awaitRest();
        importTime = Duration.ofNanos(System.nanoTime() - begun);
        return cluster.content("cell");
    }

    /** Kills the executing node at random moments; returns how often. */
    private int killUntilTheEnd(int most) throws Exception {
        for (int killed = 0; killed < most; killed++) {
            Awaitility.await().atMost(PATIENCE).until(() -> cluster.owner().isPresent() || audit.isAtRest());
            LockSupport.parkNanos((long) (importTime.toNanos() * random.nextDouble()));
            Optional<String> owner = cluster.owner().map(NodeProcess::name);
            if (owner.isEmpty()) {
                return killed;
            }
            killAndStartAgain(owner.get());
        }
        return most;
    }

    private void killAndStartAgain(String name) throws Exception {
        NodeProcess node = node(name);
        long claims = claims();
        node.kill();
        long begun = System.nanoTime();
        watch.leave(node);
        start(name);
        Awaitility.await().atMost(PATIENCE).until(() -> claims() > claims || audit.isAtRest());
        if (claims() > claims) {
            takeovers.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        }
    }

    private long claims() {
        return cluster.number("SELECT sum(claims) FROM import_run");
    }

    private void requireAllIsWell(CellContent content) {
        audit.awaitRest();
        for (String name : NAMES) {
            Awaitility.await().atMost(PATIENCE).until(() -> node(name).saysReady("cell"));
        }
        audit.requireEachRunActivatedOnce();
        assertThat(cluster.texts("SELECT DISTINCT summary FROM import_run")).hasSize(1);
        assertThat(cluster.content("cell")).isEqualTo(content);
        watch.requireTruth();
    }

    /** How soon is a figure, not a condition: the machine does other things too. */
    private void tell() {
        Collections.sort(takeovers);
        System.out.println("an import takes " + importTime.toMillis() + " ms; takeovers: " + takeovers.size()
                + ", after " + takeovers.get(takeovers.size() / 2) + " ms (half of them) and "
                + takeovers.get(takeovers.size() - 1) + " ms (all); answers: " + watch.answers());
    }
}
