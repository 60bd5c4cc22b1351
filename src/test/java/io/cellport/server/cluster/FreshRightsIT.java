package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.UnitRequests;
import io.cellport.snapshot.zip.SnapshotCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account may do is the same on all nodes as soon as one of them has said that new content counts. */
class FreshRightsIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    private static final int IMPORTS = 30;

    @TempDir
    Path directory;

    @Test
    void everyNodeJudgesAnAccountByTheContentThatAnotherNodeHasCalledReady() throws Exception {
        Path otherPassword = SnapshotCopy.small()
                .replacing("10_odata/11_account.pjson", "\"$e0801$oEcjR", "\"$e0801$AEcjR")
                .writeTo(directory.resolve("other.zip"));
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            List<LocalNode> nodes = Stream.of("a", "b", "c")
                    .map(name -> cluster.startHere(name, Map.of()))
                    .toList();
            LocalNode first = nodes.get(0);
            first.createCell("cell");
            first.upload("cell", "same", SMALL);
            first.upload("cell", "other", otherPassword);
            importBy(first, "same");
            String token = first.accessToken("cell", "alice", "alicepass");
            List<UnitRequests> alice =
                    nodes.stream().map(node -> cluster.holderOf(token, node)).toList();

            for (int i = 0; i < IMPORTS; i++) {
                boolean changed = i % 2 == 0;
                importBy(nodes.get(i % 3), changed ? "other" : "same");
                assertThat(alice)
                        .as("import %s", i)
                        .allSatisfy(at ->
                                assertThat(at.get("cell/__import").statusCode()).isEqualTo(changed ? 401 : 200));
            }
        }
    }

    private static void importBy(LocalNode node, String snapshot) {
        node.startImport("cell", snapshot).join();
        await().atMost(PATIENCE).until(() -> node.saysReady("cell"));
    }
}
