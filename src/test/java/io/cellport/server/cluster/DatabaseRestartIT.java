package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.importer.CellContent;
import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is restarted without mercy while nodes import and are asked. */
class DatabaseRestartIT {

    private static final int RESTARTS = 3;

    @TempDir
    Path directory;

    private Audit audit;
    private HeldSteps held;
    private List<LocalNode> nodes;

    @Test
    void importsGoOnAndNobodyIsToldAnythingFalse() throws Exception {
        try (OwnPostgres postgres = new OwnPostgres(directory.resolve("postgres"));
                TestCluster cluster =
                        new TestCluster(directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2"), postgres.address())) {
            audit = new Audit(cluster);
            held = new HeldSteps(cluster);
            nodes = List.of(cluster.startHere("a", Map.of()), cluster.startHere("b", Map.of()));
            nodes.get(0).createCell("cell");
            nodes.get(0)
                    .upload(
                            "cell",
                            "large",
                            SnapshotBuilder.snapshot().userData(60_000, 300).writeTo(directory.resolve("large.zip")));
            importOnce(cluster);
            CellContent content = cluster.content("cell");
            try (StatusWatch watch = new StatusWatch(audit, "cell")) {
                watch.ask("a", nodes.get(0));
                watch.ask("b", nodes.get(1));
                watch.askInTurn();
                for (int i = 0; i < RESTARTS; i++) {
                    held.hold(Step.COMPLETED);
                    nodes.get(i % 2).startImport("cell", "large").join();
                    watch.expectImport();
                    awaitProgress(cluster);

                    postgres.restart();

                    release();
                    awaitEnd();
                    assertThat(cluster.content("cell")).isEqualTo(content);
                    watch.requireTruth();
                }
                System.out.println("answers: " + watch.answers() + ", 503: " + watch.unavailable() + ", lost leases: "
                        + cluster.texts("SELECT failures FROM import_run ORDER BY number"));
            }
            assertThat(cluster.number("SELECT sum(failures) FROM import_run"))
                    .as("leases that were lost by all outages together")
                    .isLessThanOrEqualTo(1);
            audit.requireEachRunActivatedOnce();
        }
    }

    private void importOnce(TestCluster cluster) {
        nodes.get(0).startImport("cell", "large").join();
        awaitEnd();
        assertThat(cluster.number("SELECT failures FROM import_run")).isZero();
    }

    /** A quick node has loaded everything by now, but is not let to complete the import. */
    private static void awaitProgress(TestCluster cluster) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.number("SELECT done_bytes FROM import_run ORDER BY number DESC LIMIT 1") > 0);
    }

    private void release() {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            held.release();
            return true;
        });
    }

    /** Neither the nodes nor the test can use the database in the meantime. */
    private void awaitEnd() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(unavailable -> true)
                .until(() -> audit.isAtRest() && nodes.stream().allMatch(node -> node.saysReady("cell")));
    }
}
