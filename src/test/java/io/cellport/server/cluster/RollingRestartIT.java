package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nodes behind a balancer are restarted one after the other, as in an upgrade. */
class RollingRestartIT {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final int POLLERS = 50;

    @TempDir
    Path directory;

    private TestCluster cluster;
    private Balancer balancer;

    @Test
    @Tag("nightly")
    void noRequestFailsAndNoImportLosesItsProcess() throws Exception {
        Map<String, String> settings = Map.of("CELLPORT_MANAGEMENT_PORT", "0", "CELLPORT_CLUSTER_DRAIN_SECONDS", "2");
        cluster = new TestCluster(directory, settings);
        balancer = new Balancer();
        Audit audit = new Audit(cluster);
        try (StatusWatch watch = new StatusWatch(audit, "cell")) {
            for (String name : NAMES) {
                start(name);
            }
            awaitReady(NAMES.size());
            UnitRequests client = cluster.administratorBehind(balancer);
            client.createCell("cell");
            client.upload(
                    "cell",
                    "large",
                    SnapshotBuilder.snapshot().userData(80_000, 300).writeTo(directory.resolve("large.zip")));
            for (int i = 0; i < POLLERS; i++) {
                watch.ask("any node", client);
            }

            CompletableFuture<Void> restarts = CompletableFuture.runAsync(this::restartEach);
            while (!restarts.isDone()) {
                client.startImport("cell", "large").join();
                watch.expectImport();
                audit.awaitReady("cell", client);
            }
            restarts.join();

            System.out.println("answers: " + watch.answers() + ", 503: " + watch.unavailable() + ", imports: "
                    + audit.lastRun() + ", claims: " + cluster.texts("SELECT claims FROM import_run ORDER BY number"));
            watch.requireTruth();
            assertThat(watch.unanswered()).isZero();
            // A node that gets no processor for half a second says so. A balancer of requests would ask the next one.
            assertThat(watch.unavailable()).isLessThanOrEqualTo(watch.answers() / 1_000);
            assertThat(cluster.number("SELECT sum(failures) FROM import_run")).isZero();
            audit.requireEachRunActivatedOnce();
        } finally {
            balancer.close();
            cluster.close();
        }
    }

    private void restartEach() {
        for (String name : NAMES) {
            NodeProcess node = cluster.nodes().get(name);
            node.terminate();
            try {
                assertThat(node.endsWithin(PATIENCE.toSeconds())).isTrue();
                start(name);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
            awaitReady(NAMES.size());
        }
    }

    private void start(String name) throws IOException {
        NodeProcess node = cluster.start(name);
        balancer.add(name, URI.create(node.url()).getPort(), node.managementPort());
    }

    private void awaitReady(int nodes) {
        Awaitility.await().atMost(PATIENCE).until(() -> balancer.ready() == nodes);
    }
}
