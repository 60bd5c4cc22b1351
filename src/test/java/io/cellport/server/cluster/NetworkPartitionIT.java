package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network drops the packets of a node that executes an import, in network namespaces, and recovers. */
@Tag("nightly")
class NetworkPartitionIT {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("cellport.partitionSeconds", 30));

    @TempDir
    Path directory;

    private Namespaces network;
    private DatabaseProxy database;
    private TestCluster cluster;

    /** From what the node is cut off. */
    enum From {
        DATABASE,
        BUS,
        BOTH;

        boolean includes(From other) {
            return this == other || this == BOTH;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noNodeTellsAnythingFalseAndTheImportIsActivatedOnce(From from) throws Exception {
        assumeTrue(Namespaces.arePossible(), "no network namespaces here");
        network = new Namespaces(NAMES);
        cluster = new TestCluster(directory, Map.of("CELLPORT_CLUSTER_BUS", "hazelcast"));
        Audit audit = new Audit(cluster);
        Claims claims = new Claims(cluster);
        HeldSteps held = new HeldSteps(cluster);
        database = new DatabaseProxy(cluster.address(), network.here());
        try (StatusWatch watch = new StatusWatch(audit, "cell")) {
            for (String name : NAMES) {
                watch.ask(name, start(name));
            }
            prepare();
            watch.askInTurn();

            claims.forbid("b", "c");
            held.hold(Step.COMPLETED);
            cluster.nodes().get("b").startImport("cell", "large").join();
            watch.expectImport();
            Awaitility.await().atMost(PATIENCE).until(() -> cluster.number("SELECT done_bytes FROM import_run") > 0);

            cutOff(from);
            claims.allow();
            if (from.includes(From.DATABASE)) {
                Awaitility.await().atMost(PATIENCE).until(() -> !owner().equals("a"));
                held.release();
            }
            int unavailable = watch.unavailable();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(CUT)
                    .until(() -> !from.includes(From.DATABASE) || audit.isAtRest());
            held.release();
            network.heal("a");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> audit.isAtRest()
                            && cluster.nodes().values().stream().allMatch(node -> node.saysReady("cell")));
            System.out.println("cut off from " + from + ": answers " + watch.answers() + ", 503 during the cut "
                    + (watch.unavailable() - unavailable) + ", without an answer " + watch.unanswered());
            assertThat(cluster.number("SELECT failures FROM import_run"))
                    .isEqualTo(from.includes(From.DATABASE) ? 1 : 0);
            audit.requireEachRunActivatedOnce();
            watch.requireTruth();
        } finally {
            cluster.close();
            database.close();
            network.close();
        }
    }

    private NodeProcess start(String name) throws IOException {
        String members =
                NAMES.stream().map(node -> network.address(node) + ":5701").collect(Collectors.joining(","));
        return cluster.startIn(
                network.prefix(name),
                name,
                Map.of(
                        "CELLPORT_HTTP_HOST", network.address(name),
                        "CELLPORT_HTTP_TRUSTED_PROXIES", network.here().getHostAddress(),
                        "CELLPORT_CLUSTER_HOST", network.address(name),
                        "CELLPORT_CLUSTER_PORT", "5701",
                        "CELLPORT_CLUSTER_MEMBERS", members,
                        "CELLPORT_CLUSTER_DATABASE_URL", database.url()));
    }

    private void prepare() throws IOException {
        NodeProcess node = cluster.nodes().get("b");
        node.createCell("cell");
        node.upload(
                "cell",
                "large",
                SnapshotBuilder.snapshot().userData(60_000, 300).writeTo(directory.resolve("large.zip")));
    }

    private void cutOff(From from) {
        if (from.includes(From.DATABASE)) {
            network.cutOffFromPort("a", URI.create(database.url()).getPort());
        }
        if (from.includes(From.BUS)) {
            network.cutOffFromNodes("a");
        }
    }

    private String owner() {
        return cluster.texts("SELECT coalesce(owner, '') FROM import_run").get(0);
    }
}
