package io.cellport.server.cluster;

import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.UnitRequests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own share the keys that sign tokens. */
class KeysOfNodesIT {

    @TempDir
    Path directory;

    @Test
    void allNodesFollowARotationWithoutARestart() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            List<NodeProcess> nodes = List.of(cluster.start("a"), cluster.start("b"));
            nodes.get(0).createCell("cell");
            String first = cluster.texts("SELECT kid FROM token_key").get(0);

            String printed = cluster.command("b", "key", "rotate");
            assertThat(printed.lines()).hasSize(2).last().asString().startsWith(first + "  signs, retires at ");
            change(cluster, "UPDATE token_key SET sign_from = now_ms() WHERE retire_at IS NULL");

            for (NodeProcess node : nodes) {
                assertThat(cluster.administratorOf(node).get("cell/__import").statusCode())
                        .isEqualTo(200);
                assertThat(node.get("cell/__import").statusCode())
                        .as("with the token of the old key")
                        .isEqualTo(200);
            }

            change(cluster, "UPDATE token_key SET retire_at = now_ms() WHERE retire_at IS NOT NULL");
            cluster.command("a", "key", "rotate");
            change(cluster, "UPDATE token_key SET sign_from = now_ms() WHERE retire_at IS NULL");
            for (NodeProcess node : nodes) {
                UnitRequests newest = cluster.administratorOf(node);
                await().until(() -> newest.get("cell/__import").statusCode() == 200);
                assertThat(node.get("cell/__import").body()).contains("PR401-AU-0006");
            }
            assertThat(cluster.texts("SELECT kid FROM token_key")).hasSize(2).doesNotContain(first);
        }
    }

    private static void change(TestCluster cluster, String sql) {
        cluster.database().change("let time pass", connection -> update(connection, sql));
    }

    @Test
    void aNodeWithAnotherSecretDoesNotStart() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            cluster.start("a");

            assertThatThrownBy(() -> cluster.start("b", Map.of("CELLPORT_CLUSTER_SECRET", "guessed by somebody")))
                    .hasMessageContaining("node b did not start");

            assertThat(Files.readString(cluster.log("b")))
                    .contains("Cellport cannot start: cluster.secret does not open the keys in the database")
                    .doesNotContain("guessed");
        }
    }
}
