package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.server.cluster.HeldSteps.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentDatabaseStopIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    /** Whoever stops it would kill it if it took longer. */
    @Test
    void aNodeThatGetsNoAnswerFromTheDatabaseStopsInOrderWithinItsTime() throws Exception {
        TestCluster cluster = new TestCluster(directory, Map.of());
        HeldSteps held = new HeldSteps(cluster);
        try (DatabaseProxy network = new DatabaseProxy(cluster.address())) {
            NodeProcess node = cluster.start("a", Map.of("CELLPORT_CLUSTER_DATABASE_URL", network.url()));
            node.createCell("cell");
            node.upload("cell", "small", SMALL);
            held.hold(Step.COMPLETED);
            node.startImport("cell", "small").join();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> cluster.number("SELECT count(*) FROM import_run WHERE state = 'Activating'") == 1);

            network.stall();
            node.terminate();

            assertThat(node.endsWithin(PATIENCE.toSeconds())).isTrue();
            assertThat(node.exitCode()).isZero();
            assertThat(Files.readString(cluster.log("a"))).doesNotContain("did not stop in order");
        } finally {
            cluster.close();
        }
    }
}
