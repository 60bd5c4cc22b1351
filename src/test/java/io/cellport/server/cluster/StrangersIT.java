package io.cellport.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that do not belong together are refused at their start, with the name of the key that is wrong. */
class StrangersIT {

    @TempDir
    Path directory;

    @Test
    void aSecondClusterInOneDirectoryOfBlobsIsRefused() throws Exception {
        try (TestCluster first = new TestCluster(directory, Map.of());
                TestCluster second = new TestCluster(directory, Map.of(), PostgresServer.newEmptyDatabase())) {
            first.startHere("a", Map.of());

            assertThatThrownBy(() -> second.startHere("b", Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cluster.blobs");

            first.startHere("c", Map.of());
        }
    }

    @Test
    void aNodeThatIsRefusedDeletesNothingOfTheClusterThatHasItsName() throws Exception {
        try (TestCluster first = new TestCluster(directory, Map.of());
                TestCluster second = new TestCluster(directory, Map.of(), PostgresServer.newEmptyDatabase())) {
            first.startHere("a", Map.of());
            Path upload = Files.createFile(directory.resolve("blobs/unfinished/a~upload"));
            String otherData = directory.resolve("other").toString();

            assertThatThrownBy(() -> second.startHere("a", Map.of("CELLPORT_STORAGE_DATA", otherData)))
                    .isInstanceOf(StoreException.class);

            assertThat(upload).exists();
        }
    }

    @Test
    void aDirectoryWithTheDataOfAStandaloneServerIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            Files.createDirectory(directory.resolve("a"));
            Path data = Files.createFile(directory.resolve("a/unit.db"));

            assertThatThrownBy(() -> cluster.startHere("a", Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("storage.data");

            assertThat(data).exists();
        }
    }

    @Test
    void aCommandLooksForNothingInTheDirectoryOfAnotherCluster() throws Exception {
        try (TestCluster first = new TestCluster(directory, Map.of());
                TestCluster second = new TestCluster(directory, Map.of(), PostgresServer.newEmptyDatabase())) {
            first.startHere("a", Map.of());

            assertThatThrownBy(() -> second.command("b", "blobs", "--sweep")).hasMessageContaining("exit code 1");

            assertThat(second.log("b")).content().contains("cluster.blobs");
        }
    }

    @Test
    void aNodeWhoseDirectoryOfBlobsIsNotMountedIsRefused() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            cluster.startHere("a", Map.of());
            Path empty = Files.createDirectory(directory.resolve("empty"));

            assertThatThrownBy(() -> cluster.startHere("b", Map.of("CELLPORT_CLUSTER_BLOBS", empty.toString())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cluster.blobs");
        }
    }

    @Test
    void aSecondNodeOfOneNameIsRefusedAndTheFirstGoesOn() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2"))) {
            LocalNode first = cluster.startHere("a", Map.of());
            String otherData = directory.resolve("other").toString();

            assertThatThrownBy(() -> cluster.startHere("a", Map.of("CELLPORT_STORAGE_DATA", otherData)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cluster.node");

            first.createCell("cell");
        }
    }
}
