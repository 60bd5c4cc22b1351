package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.FilesBelow;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands with the configuration of any node work on the whole cluster, beside its nodes. */
class ClusterCommandsIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    @Test
    void filesThatNothingKnowsAreListedAndSweptAndTheOthersVerified() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            NodeProcess node = cluster.start("a");
            node.createCell("cell");
            node.upload("cell", "small", SMALL);
            node.startImport("cell", "small").join();
            Awaitility.await().atMost(PATIENCE).until(() -> node.saysReady("cell"));
            List<Path> known = files();
            assertThat(known).hasSize(3);
            Path blob = largest(known);

            assertThat(cluster.command("b", "blobs")).isEmpty();
            Path orphan = Files.copy(blob, blob.resolveSibling("11111111-1111-1111-1111-111111111111"));
            assertThat(cluster.command("b", "blobs")).isEmpty();
            Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
            assertThat(cluster.command("b", "blobs"))
                    .contains(orphan.getFileName().toString())
                    .doesNotContain("deleted");
            assertThat(cluster.command("b", "blobs", "--sweep")).contains("deleted");
            assertThat(files()).isEqualTo(known);

            assertThat(cluster.command("b", "blobs", "--verify").lines())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith(": sound"));
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 2] ^= 1;
            Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
            Files.write(blob, bytes);
            assertThatThrownBy(() -> cluster.command("b", "blobs", "--verify")).hasMessageContaining("exit code 1");
        }
    }

    @Test
    void aTokenThatOneNodeMakesAnotherAcceptsButNoUploadCanBeResumed() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            NodeProcess node = cluster.start("a");
            node.createCell("cell");

            String token = cluster.command("b", "token").strip();

            assertThat(cluster.holderOf(token, node).get("cell/__import").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> resumable = cluster.holderOf(token, node).get("cell/__upload/any");
            assertThat(resumable.statusCode()).isEqualTo(501);
            assertThat(resumable.body()).contains("PR501-MC-0002");
        }
    }

    /** The blobs in the directory that the nodes share, with the mark of the unit. */
    private List<Path> files() throws IOException {
        return FilesBelow.of(directory.resolve("blobs").resolve("blobs"));
    }

    private static Path largest(List<Path> files) {
        return files.stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }
}
