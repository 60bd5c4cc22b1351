package io.cellport.server.cluster;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cellport.UnitRequests;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.ledger.Collector;
import io.cellport.error.ApiException;
import io.cellport.http.TestUnit;
import io.cellport.imports.importer.CellContent;
import io.cellport.server.cluster.HeldSteps.Step;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory that the nodes share fails for a while. */
class BlobOutageIT {

    private static final String UNREACHABLE = "503 PR503-SV-0002";

    @TempDir
    Path directory;

    private final List<String> mounted = new ArrayList<>();

    private TestCluster cluster;
    private Audit audit;
    private Claims claims;
    private HeldSteps held;
    private LocalNode node;
    private StatusWatch watch;
    private Path snapshot;

    @BeforeEach
    void prepare() throws IOException {
        snapshot = SnapshotBuilder.snapshot()
                .account("alice")
                .userData(2_000, 300)
                .files(10, 100_000)
                .writeTo(directory.resolve("snapshot.zip"));
    }

    /**
     * An import is about to upload what it has built, and another one has been accepted; the node has no copy of
     * "cell".
     */
    private void start() throws Exception {
        cluster = new TestCluster(directory, Map.of("CELLPORT_CLUSTER_LEASE_SECONDS", "2"));
        audit = new Audit(cluster);
        claims = new Claims(cluster);
        held = new HeldSteps(cluster);
        node = cluster.startHere("a", Map.of());
        LocalNode other = cluster.startHere("b", Map.of());
        for (String cell : List.of("cell", "uploading", "waiting")) {
            node.createCell(cell);
            node.upload(cell, "snapshot", snapshot);
        }
        claims.forbid("a");
        other.startImport("cell", "snapshot").join();
        audit.awaitReady("cell", node);
        held.hold(Step.STAGING);
        other.startImport("uploading", "snapshot").join();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.number("SELECT count(*) FROM import_run"
                                + " WHERE state = 'Importing' AND done_bytes = total_bytes AND done_bytes > 0")
                        == 1);
        claims.forbid("a", "b");
        other.startImport("waiting", "snapshot").join();
        watch = new StatusWatch(audit, "waiting");
        watch.ask("a", node);
        watch.ask("b", other);
        watch.expectImport();
    }

    @AfterEach
    void stop() throws Exception {
        for (String directory : mounted) {
            run("umount", directory);
        }
        if (cluster != null) {
            watch.close();
            cluster.close();
        }
    }

    @Test
    void nothingIsSaidToBeLostAndImportsWaitWhileTheDirectoryIsNotMounted() throws Exception {
        start();
        Collector collector =
                new Collector(cluster.database(), DirectoryBlobStore.shared(cluster.blobs(), "test"), Duration.ZERO);
        node.put("cell", "old", snapshot);
        Audit.execute(
                cluster.database(),
                "UPDATE blob SET state = 'DOOMED', doomed_at = 0 WHERE name ="
                        + " (SELECT blob FROM snapshot WHERE file_name = 'old.zip'); DELETE FROM snapshot WHERE file_name = 'old.zip'");
        Path elsewhere = directory.resolve("elsewhere");

        Files.move(cluster.blobs(), elsewhere);
        goOn();
        requirePollsAndLogIns();
        assertThat(told(node.get("cell/__snapshot/snapshot.zip"))).isEqualTo(UNREACHABLE);
        assertThat(told(node.put("cell", "new", snapshot))).isEqualTo(UNREACHABLE);
        assertThat(told(node.post("cell", "snapshot"))).isEqualTo(UNREACHABLE);
        assertThatThrownBy(this::content).isInstanceOf(ApiException.class).hasMessage("PR503-SV-0002");
        collector.collect();
        assertThat(cluster.number("SELECT count(*) FROM blob WHERE state = 'DOOMED' AND doomed_at = 0"))
                .isEqualTo(1);
        Files.move(elsewhere, cluster.blobs());

        requireAllIsWell();
        collector.collect();
        assertThat(cluster.number("SELECT count(*) FROM blob WHERE doomed_at = 0"))
                .isZero();
    }

    @Test
    void contentsCanBeReadAndImportsWaitWhileNothingCanBeWritten() throws Exception {
        mount("--bind", cluster().toString(), cluster().toString());
        start();

        mount("-o", "remount,ro,bind", cluster().toString());
        mounted.remove(1);
        goOn();
        requirePollsAndLogIns();
        assertThat(node.get("cell/__snapshot/snapshot.zip").statusCode()).isEqualTo(200);
        assertThat(content().entities()).isGreaterThan(2_000);
        assertThat(told(node.put("cell", "new", snapshot))).isEqualTo(UNREACHABLE);
        mount("-o", "remount,rw,bind", cluster().toString());
        mounted.remove(1);

        requireAllIsWell();
    }

    @Test
    void importsWaitWhileTheDirectoryIsFull() throws Exception {
        mount("-t", "tmpfs", "-o", "size=32m", "none", cluster().toString());
        start();
        Path filler = cluster().resolve("filler");

        try (var out = Files.newOutputStream(filler)) {
            byte[] piece = new byte[4_096];
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(piece);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        goOn();
        requirePollsAndLogIns();
        assertThat(content().entities()).isGreaterThan(2_000);
        assertThat(told(node.put("cell", "new", snapshot))).isEqualTo("503 PR503-SV-0005");
        Files.delete(filler);

        requireAllIsWell();
    }

    private Path cluster() throws IOException {
        return Files.createDirectories(directory.resolve("blobs"));
    }

    /** Skips the test where the machine does not let it mount. */
    private void mount(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        assumeThat(run(command.toArray(String[]::new))).as("mount").isZero();
        mounted.add(cluster().toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    /** Lets both imports go as far as they can. */
    private void goOn() {
        held.release();
        claims.allow();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.number(
                                "SELECT count(*) FROM import_run WHERE owner IS NOT NULL" + " AND finished_at IS NULL")
                        == 2);
    }

    private void requirePollsAndLogIns() {
        int answers = watch.answers();
        Awaitility.await().atMost(PATIENCE).until(() -> watch.answers() > answers + 100);
        assertThat(UnitRequests.isReady(node.status("cell"))).isTrue();
        assertThat(UnitRequests.isActive(node.status("uploading"))).isTrue();
        assertThat(UnitRequests.isActive(node.status("waiting"))).isTrue();
        assertThat(node.login("cell", "alice", "alicepass")).isEqualTo(200);
    }

    /** What the node reads, which has built none of it. */
    private CellContent content() {
        return CellContent.of(
                node.server().store(), node.server().store().find("cell").orElseThrow());
    }

    private static String told(HttpResponse<String> answer) {
        return answer.statusCode() + " " + TestUnit.code(answer);
    }

    private void requireAllIsWell() throws IOException {
        audit.awaitRest();
        watch.requireTruth();
        audit.requireEachRunActivatedOnce();
        assertThat(content().entities()).isGreaterThan(2_000);
        assertThat(node.put("cell", "new", snapshot).statusCode()).isEqualTo(201);
        assertThat(node.post("cell", "new").statusCode()).isEqualTo(202);
        audit.awaitRest();
    }
}
