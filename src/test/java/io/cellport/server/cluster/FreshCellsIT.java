package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.UnitRequests;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A poll goes by what its node knew of the cell, and is answered by what another node has made of it since. */
class FreshCellsIT {

    private static final int ROUNDS = 30;

    @TempDir
    Path directory;

    @Test
    void aPollFindsTheCellThatHasTheNameNow() throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            LocalNode changing = cluster.startHere("a", Map.of());
            LocalNode polled = cluster.startHere("b", Map.of());
            UnitRequests stranger = cluster.holderOf("no token", polled);
            for (int round = 0; round < ROUNDS; round++) {
                changing.createCell("cell");
                assertThat(poll(polled)).as("created, round %s", round).isEqualTo(200);
                assertThat(poll(stranger)).isEqualTo(401);

                changing.deleteCell("cell");
                changing.createCell("cell");
                assertThat(poll(polled)).as("made anew, round %s", round).isEqualTo(200);
                assertThat(poll(stranger)).isEqualTo(401);

                changing.deleteCell("cell");
                assertThat(poll(polled)).as("deleted, round %s", round).isEqualTo(404);
                changing.createCell("cell");
                assertThat(poll(polled)).isEqualTo(200);
                changing.deleteCell("cell");
                assertThat(poll(stranger)).as("a stranger, round %s", round).isEqualTo(404);
            }
        }
    }

    /** A node that cannot say anything at this moment is asked again. */
    private static int poll(UnitRequests node) {
        return await().atMost(PATIENCE).until(() -> node.get("cell/__import").statusCode(), status -> status != 503);
    }
}
