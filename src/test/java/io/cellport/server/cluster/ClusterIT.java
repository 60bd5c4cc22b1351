package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes without a bus: what one accepts, all tell. */
class ClusterIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    @Test
    void whatOneNodeAcceptsAllNodesTellAndAnyNodeFinishesAndReads() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            List<NodeProcess> nodes = List.of(cluster.start("a"), cluster.start("b"), cluster.start("c"));
            nodes.get(0).createCell("cell");
            assertThat(nodes.get(1).status("cell")).isEqualTo(new JsonObject().put("status", "ready"));
            nodes.get(1).upload("cell", "small", SMALL);

            nodes.get(2).startImport("cell", "small").join();

            Awaitility.await().atMost(PATIENCE).until(() -> nodes.get(0).saysReady("cell"));
            for (NodeProcess node : nodes) {
                assertThat(node.status("cell")).isEqualTo(new JsonObject().put("status", "ready"));
                assertThat(node.get("cell/box1/docs/hello.txt").body()).isEqualTo("hello world\n");
            }
            assertThat(cluster.number("SELECT generation FROM cell")).isEqualTo(1);
        }
    }

    @Test
    void anotherNodeFinishesTheImportOfANodeThatDied() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            NodeProcess first = cluster.start("a");
            NodeProcess second = cluster.start("b");
            HeldSteps held = new HeldSteps(cluster);
            Path large = large();
            first.createCell("cell");
            first.upload("cell", "large", large);
            held.hold(Step.COMPLETED);
            first.startImport("cell", "large").join();
            NodeProcess owner = Awaitility.await()
                    .atMost(PATIENCE)
                    .until(cluster::owner, java.util.Optional::isPresent)
                    .orElseThrow();
            NodeProcess other = owner == first ? second : first;
            Awaitility.await().atMost(PATIENCE).until(() -> percent(other) >= 20);

            owner.kill();

            int lowest = percent(other);
            while (UnitRequests.isActive(other.status("cell"))) {
                int now = percent(other);
                assertThat(now).isGreaterThanOrEqualTo(lowest);
                lowest = now;
            }
            assertThat(other.status("cell")).isEqualTo(new JsonObject().put("status", "ready"));
            assertThat(cluster.number("SELECT failures FROM import_run")).isEqualTo(1);
        }
    }

    /** The percentage that a node tells; 100 when the import has ended. */
    private static int percent(NodeProcess node) {
        JsonObject status = node.status("cell");
        return UnitRequests.isActive(status) ? UnitRequests.percent(status) : 100;
    }

    private Path large() throws IOException {
        return SnapshotBuilder.snapshot().userData(200_000, 300).writeTo(directory.resolve("large.zip"));
    }
}
