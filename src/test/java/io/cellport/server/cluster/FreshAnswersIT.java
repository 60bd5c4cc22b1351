package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks another node right after the 202 of an import never hears that the cell is ready. */
class FreshAnswersIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path directory;

    @Test
    void noNodeSaysReadyRightAfterAnotherHasAcceptedAnImport() throws Exception {
        askAtOnce(200);
    }

    @Test
    @Tag("nightly")
    void noNodeSaysReadyRightAfterAnotherHasAcceptedOneOfManyImports() throws Exception {
        askAtOnce(1_000);
    }

    /** No run begins before all were asked for, so that every {@code ready} is false. */
    private void askAtOnce(int imports) throws Exception {
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            Audit audit = new Audit(cluster);
            List<LocalNode> nodes = NAMES.stream()
                    .map(name -> cluster.startHere(name, Map.of()))
                    .toList();
            Claims claims = new Claims(cluster);
            claims.forbid("a", "b", "c");
            for (int i = 0; i < imports; i++) {
                prepare(nodes.get(i % 3), "cell" + i);
            }

            for (int i = 0; i < imports; i++) {
                String cell = "cell" + i;
                nodes.get(i % 3).startImport(cell, "small").join();
                assertThat(askAll(nodes, cell)).as(cell).allMatch(UnitRequests::isActive);
            }

            claims.allow();
            audit.awaitRest();
            for (int i = 0; i < imports; i++) {
                assertThat(askAll(nodes, "cell" + i)).as("cell" + i).allMatch(UnitRequests::isReady);
            }
            audit.requireEachRunActivatedOnce();
        }
    }

    @Test
    void aBusThatLosesDelaysAndDoublesMessagesMakesNoNodeLie() throws Exception {
        FaultyBus bus = new FaultyBus(NAMES.size());
        try (TestCluster cluster = new TestCluster(directory, Map.of())) {
            Audit audit = new Audit(cluster);
            List<LocalNode> nodes = new ArrayList<>();
            for (int i = 0; i < NAMES.size(); i++) {
                Map<String, String> own = bus.settings(i);
                Map<String, String> environment = cluster.environment(NAMES.get(i));
                environment.putAll(own);
                nodes.add(cluster.startHere(NAMES.get(i), own, bus.start(environment)));
            }
            prepare(nodes.get(0), "cell");

            try (StatusWatch watch = new StatusWatch(audit, "cell")) {
                for (int i = 0; i < NAMES.size(); i++) {
                    watch.ask(NAMES.get(i), nodes.get(i));
                }
                for (int i = 0; i < 30; i++) {
                    nodes.get(i % 3).startImport("cell", "small").join();
                    watch.expectImport();
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> nodes.stream().allMatch(node -> node.saysReady("cell")));
                }
                watch.requireTruth();
            }

            assertThat(List.of(bus.lost(), bus.delayed(), bus.doubled())).allMatch(times -> times > 0);
            audit.requireEachRunActivatedOnce();
        }
    }

    private static void prepare(UnitRequests node, String cell) throws Exception {
        node.createCell(cell);
        node.upload(cell, "small", SMALL);
    }

    private static Stream<JsonObject> askAll(List<LocalNode> nodes, String cell) {
        return nodes.stream().map(node -> CompletableFuture.supplyAsync(() -> node.status(cell))).toList().stream()
                .map(CompletableFuture::join);
    }
}
