package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is cut off from the database, without any connection being closed, and comes back. */
class PartitionIT {

    private static final String LOST = "cellport_runs_lost_total";

    @TempDir
    Path directory;

    private TestCluster cluster;
    private Audit audit;
    private Claims claims;
    private HeldSteps held;
    private DatabaseProxy network;
    private LocalNode cutOff;
    private LocalNode other;
    private StatusWatch watch;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(
                directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2", "CELLPORT_MANAGEMENT_PORT", "0"));
        audit = new Audit(cluster);
        claims = new Claims(cluster);
        held = new HeldSteps(cluster);
        network = new DatabaseProxy(cluster.address());
        cutOff = cluster.startHere("a", Map.of("CELLPORT_CLUSTER_DATABASE_URL", network.url()));
        other = cluster.startHere("b", Map.of());
        other.createCell("cell");
        other.upload("cell", "large", large());
        watch = new StatusWatch(audit, "cell");
        watch.ask("a", cutOff);
        watch.ask("b", other);
        watch.askInTurn();
    }

    private Path large() throws IOException {
        return SnapshotBuilder.snapshot().userData(30_000, 300).writeTo(directory.resolve("large.zip"));
    }

    @AfterEach
    void stop() throws Exception {
        network.resume();
        watch.close();
        cluster.close();
        network.close();
    }

    @Test
    void aBystanderThatIsCutOffSaysNothingFalseAndComesBack() throws Exception {
        cutTheBystanderOff(Duration.ZERO);
    }

    @Test
    @Tag("nightly")
    void aBystanderThatIsCutOffForHalfAMinuteSaysNothingFalseAndComesBack() throws Exception {
        cutTheBystanderOff(Duration.ofSeconds(30));
    }

    private void cutTheBystanderOff(Duration atLeast) throws Exception {
        claims.forbid("a");
        awaitReadiness(true);

        network.stall();
        other.startImport("cell", "large").join();
        watch.expectImport();
        awaitReadiness(false);
        int silent = watch.unavailable();
        Awaitility.await().atMost(PATIENCE).pollDelay(atLeast).until(audit::isAtRest);
        Awaitility.await().atMost(PATIENCE).until(() -> watch.unavailable() > silent);
        network.resume();

        awaitReadiness(true);
        awaitEnd();
        audit.requireEachRunActivatedOnce();
        watch.requireTruth();
    }

    private void awaitReadiness(boolean isReady) {
        long begun = System.nanoTime();
        Awaitility.await().atMost(PATIENCE).until(() -> cutOff.isReady() == isReady);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.println("after " + millis + " ms the node is " + (isReady ? "ready" : "not ready"));
    }

    /** The activation is held, or a quick node completes the import before it is cut off. */
    @Test
    void anImportThatIsCutOffWhileItLoadsIsTakenOverAndItsNodeRefused() throws Exception {
        held.hold(Step.COMPLETED);
        startOnA();
        Awaitility.await().atMost(PATIENCE).until(() -> cluster.number("SELECT done_bytes FROM import_run") > 0);

        cutTheImporterOff(Duration.ZERO);
    }

    @Test
    void anImportThatIsCutOffJustBeforeItsActivationIsTakenOverAndItsNodeRefused() throws Exception {
        holdTheActivation();

        cutTheImporterOff(Duration.ZERO);
    }

    @Test
    @Tag("nightly")
    void anImportThatIsCutOffForHalfAMinuteIsTakenOverAndItsNodeRefused() throws Exception {
        holdTheActivation();

        cutTheImporterOff(Duration.ofSeconds(30));
    }

    private void holdTheActivation() {
        held.hold(Step.COMPLETED);
        startOnA();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.number("SELECT count(*) FROM import_run WHERE state = 'Activating'") == 1);
    }

    private void startOnA() {
        claims.forbid("b");
        other.startImport("cell", "large").join();
        watch.expectImport();
        awaitOwner("a");
    }

    /** If it fails, it tells in which state the run is. */
    private void awaitOwner(String node) {
        String sql = "SELECT concat_ws(' ', owner, state, claims, lease_until - now_ms()) FROM import_run";
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.texts(sql))
                        .singleElement()
                        .asString()
                        .startsWith(node + " "));
    }

    /** What the node has sent last arrives when the network is back, and more of it comes then. */
    private void cutTheImporterOff(Duration atLeast) throws Exception {
        double lost = cutOff.management().number(LOST);
        network.stall();
        claims.allow();
        awaitOwner("b");
        held.release();
        Awaitility.await().atMost(PATIENCE).pollDelay(atLeast).until(audit::isAtRest);
        assertThat(cutOff.management().number(LOST)).isEqualTo(lost);
        network.resume();

        Awaitility.await().atMost(PATIENCE).until(() -> cutOff.management().number(LOST) > lost);
        awaitEnd();
        assertThat(cluster.texts("SELECT owner FROM import_run")).containsExactly("b");
        assertThat(cluster.number("SELECT failures FROM import_run")).isEqualTo(1);
        audit.requireEachRunActivatedOnce();
        watch.requireTruth();
    }

    private void awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(cutOff::isReady);
        audit.awaitReady("cell", cutOff, other);
    }
}
