package io.cellport.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.UnitRequests;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.NewExport;
import io.cellport.exports.journal.PostgresExportJournal;
import io.cellport.imports.journal.Owner;
import io.cellport.storage.postgres.PostgresDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any node of a cluster accepts an export and tells how it stands; what a node leaves behind another completes. */
class ClusterExportsIT {

    private static final Path RICH = Path.of("src/test/resources/snapshots/rich.zip");

    @TempDir
    Path directory;

    @AutoClose
    private TestCluster cluster;

    private List<LocalNode> nodes;

    @BeforeEach
    void importRich() throws IOException {
        cluster = new TestCluster(directory, Map.of());
        nodes = List.of(cluster.startHere("a", Map.of()), cluster.startHere("b", Map.of()));
        nodes.get(0).createCell("cell");
        nodes.get(0).upload("cell", "rich", RICH);
        nodes.get(0).startImport("cell", "rich").join();
        await().until(() -> nodes.get(1).saysReady("cell"));
    }

    @Test
    void aNodeExportsWhatAnotherHasImportedAndEachTellsTheSame() throws IOException {
        assertThat(nodes.get(1).export("cell", "out").statusCode()).isEqualTo(202);

        for (LocalNode node : nodes) {
            await().until(() -> UnitRequests.isReady(node.exportStatus("cell")));
            assertThat(node.exports("cell"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.getString("state")).isEqualTo("Completed"));
        }
        requireSnapshot(nodes.get(0), "out");
    }

    @Test
    void anExportWhoseNodeIsGoneIsCompletedByAnother() throws IOException {
        Accepted left;
        try (PostgresDatabase database = PostgresDatabase.open(cluster.address())) {
            left = new PostgresExportJournal(database, new Owner("gone", "boot"), Duration.ofMillis(500), 10)
                    .accept(new NewExport(
                            nodes.get(0)
                                    .server()
                                    .store()
                                    .find("cell")
                                    .orElseThrow()
                                    .id(),
                            "cell",
                            "left",
                            "tester"));
        }
        for (LocalNode node : nodes) {
            JsonObject status = node.exportStatus("cell");
            assertThat(UnitRequests.isReady(status) ? "left" : status.getString("exportation_name"))
                    .isEqualTo("left");
        }

        await().until(() -> UnitRequests.isReady(nodes.get(0).exportStatus("cell")));

        assertThat(nodes.get(1).exports("cell")).singleElement().satisfies(record -> {
            assertThat(record.getString("export_id")).isEqualTo(left.run().exportId());
            assertThat(record.getString("state")).isEqualTo("Completed");
        });
        requireSnapshot(nodes.get(1), "left");
    }

    private void requireSnapshot(LocalNode node, String name) throws IOException {
        Path file = node.download("cell", name, directory.resolve("downloaded.zip"));
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipFile rich = new ZipFile(RICH.toFile())) {
            assertThat(zip.size()).isEqualTo(rich.size());
        }
    }
}
