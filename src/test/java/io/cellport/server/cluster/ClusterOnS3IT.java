package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.s3.S3Location;
import io.cellport.blob.s3.S3Mock;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share a bucket instead of a directory. */
class ClusterOnS3IT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    @Test
    void whatOneNodeStoresAnotherImportsAndServes() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, inBucket(S3Mock.newLocation()))) {
            NodeProcess first = cluster.start("a");
            NodeProcess second = cluster.start("b");
            first.createCell("cell");
            first.upload("cell", "small", SMALL);

            second.startImport("cell", "small").join();
            Awaitility.await().atMost(PATIENCE).until(() -> first.saysReady("cell"));

            assertThat(second.get("cell/__snapshot/small.zip").body().length()).isPositive();
            assertThat(cluster.texts("SELECT state FROM blob"))
                    .containsOnly("LIVE")
                    .hasSize(2);
            assertThat(cluster.command("a", "blobs", "--verify").lines())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith(": sound"));
            assertThat(directory.resolve("blobs")).isEmptyDirectory();
        }
    }

    private static Map<String, String> inBucket(S3Location location) {
        return Map.of(
                "CELLPORT_CLUSTER_BLOBS",
                "s3://" + location.bucket() + "/" + location.prefix(),
                "CELLPORT_CLUSTER_S3_ENDPOINT",
                location.endpoint().orElseThrow() + "/",
                "AWS_ACCESS_KEY_ID",
                "name",
                "AWS_SECRET_ACCESS_KEY",
                "secret");
    }
}
