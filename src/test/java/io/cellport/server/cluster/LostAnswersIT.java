package io.cellport.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.UnitRequests;
import io.cellport.http.TestUnit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection to the database breaks at a request, so that the node cannot know whether it was executed. */
class LostAnswersIT {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    /** Words of the requests that an import consists of, or of their answers. */
    private static final List<String[]> REQUESTS = List.of(
            new String[] {"claim_import", "small"},
            new String[] {"record_import", "Importing"},
            new String[] {"stage_generation"},
            new String[] {"access_row"},
            new String[] {"touch_blob"},
            new String[] {"record_import", "Activating"},
            new String[] {"record_import", "Completed"});

    @TempDir
    Path directory;

    private TestCluster cluster;
    private Audit audit;
    private Claims claims;
    private DatabaseProxy network;
    private LocalNode node;
    private LocalNode other;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2"));
        audit = new Audit(cluster);
        claims = new Claims(cluster);
        network = new DatabaseProxy(cluster.address());
        node = cluster.startHere("a", Map.of("CELLPORT_CLUSTER_DATABASE_URL", network.url()));
        other = cluster.startHere("b", Map.of());
        node.createCell("cell");
        node.upload("cell", "small", SMALL);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        network.close();
    }

    @Test
    void anAcceptanceThatTheDatabaseNeverSawIsRefusedAndWasNone() {
        network.cutBefore("accept_import");

        requireUnavailable(node.post("cell", "small"));

        assertThat(network.cuts()).isEqualTo(1);
        assertThat(List.of(node.status("cell"), other.status("cell"))).allMatch(UnitRequests::isReady);
        assertThat(cluster.number("SELECT count(*) FROM import_run")).isZero();
        assertThat(node.post("cell", "small").statusCode()).isEqualTo(202);
        awaitEnd();
        audit.requireEachRunActivatedOnce();
    }

    @Test
    void anAcceptanceWhoseAnswerIsLostIsToldByAllNodesAndIsExecutedOnce() {
        claims.forbid("a", "b");
        network.cutAfter("accept_import");

        requireUnavailable(node.post("cell", "small"));

        assertThat(network.cuts()).isEqualTo(1);
        assertThat(List.of(node.status("cell"), other.status("cell"))).allMatch(UnitRequests::isActive);
        HttpResponse<String> again = node.post("cell", "small");
        assertThat(again.statusCode()).isEqualTo(409);
        claims.allow();
        awaitEnd();
        audit.requireEachRunActivatedOnce();
    }

    @Test
    void anImportCompletesOnceWhicheverOfItsRequestsTheDatabaseNeverSaw() throws Exception {
        claims.forbid("b");
        for (String[] words : REQUESTS.subList(1, REQUESTS.size())) {
            network.cutBefore(words);
            importAndBeCut(words);
        }
    }

    @Test
    void anImportCompletesOnceWhicheverOfItsAnswersIsLost() throws Exception {
        claims.forbid("b");
        for (String[] words : REQUESTS) {
            network.cutAfter(words);
            importAndBeCut(words);
        }
    }

    private void importAndBeCut(String... words) throws Exception {
        int cuts = network.cuts();
        try (StatusWatch watch = new StatusWatch(audit, "cell")) {
            watch.ask("a", node);
            watch.ask("b", other);
            other.startImport("cell", "small").join();
            watch.expectImport();
            awaitEnd();
            watch.requireTruth();
        }
        assertThat(network.cuts()).as(String.join(" ", words)).isEqualTo(cuts + 1);
        audit.requireEachRunActivatedOnce();
    }

    private static void requireUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(TestUnit.code(answer)).isEqualTo("PR503-SV-0002");
    }

    private void awaitEnd() {
        audit.awaitReady("cell", node, other);
    }
}
