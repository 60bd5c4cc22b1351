package io.cellport.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.UnitRequests;
import io.cellport.error.ApiException;
import io.cellport.imports.importer.CellContent;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shared file is not what was written. */
class LyingBlobsIT {

    @TempDir
    Path directory;

    private TestCluster cluster;
    private Audit audit;
    private LocalNode node;

    /** The node has built no content, and has no copy of any. */
    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(directory, Map.of());
        audit = new Audit(cluster);
        new Claims(cluster).forbid("a");
        node = cluster.startHere("a", Map.of());
        cluster.startHere("b", Map.of());
        Path snapshot = SnapshotBuilder.snapshot()
                .account("alice")
                .userData(2_000, 300)
                .writeTo(directory.resolve("snapshot.zip"));
        for (String cell : new String[] {"cell", "other"}) {
            node.createCell(cell);
            node.upload(cell, "snapshot", snapshot);
            importInto(cell);
        }
    }

    private void importInto(String cell) {
        node.startImport(cell, "snapshot").join();
        audit.awaitReady(cell, node);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aContentThatWasCutOffIsNeverRead() throws Exception {
        try (FileChannel file = open("SELECT generation_blob FROM cell WHERE name = 'cell'")) {
            file.truncate(file.size() / 2);
        }

        requireOnlyTheContentIsRefused();
    }

    @Test
    void aContentWithOneOtherByteIsNeverRead() throws Exception {
        try (FileChannel file = open("SELECT generation_blob FROM cell WHERE name = 'cell'")) {
            ByteBuffer changed = ByteBuffer.allocate(1);
            long middle = file.size() / 2;
            file.read(changed, middle);
            changed.put(0, (byte) (changed.get(0) + 1)).flip();
            file.write(changed, middle);
        }

        requireOnlyTheContentIsRefused();
    }

    @Test
    void aSnapshotThatWasCutOffIsNotImported() throws Exception {
        CellContent content = content("cell");
        try (FileChannel file = open("SELECT blob FROM snapshot JOIN cell ON cell.id = cell_id WHERE name = 'cell'")) {
            file.truncate(file.size() / 2);
        }

        assertThat(node.post("cell", "snapshot").statusCode()).isEqualTo(400);

        assertThat(UnitRequests.isReady(node.status("cell"))).isTrue();
        assertThat(content("cell")).isEqualTo(content);
    }

    private void requireOnlyTheContentIsRefused() throws Exception {
        for (int asked = 0; asked < 2; asked++) {
            assertThatThrownBy(() -> content("cell"))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("PR500-MC-0003");
        }
        assertThat(UnitRequests.isReady(node.status("cell"))).isTrue();
        assertThat(node.login("cell", "alice", "alicepass")).isEqualTo(200);
        assertThat(content("other").entities()).isGreaterThan(2_000);

        importInto("cell");

        assertThat(content("cell").entities()).isEqualTo(content("other").entities());
    }

    private FileChannel open(String sqlOfTheName) throws Exception {
        String cell = node.server().store().find("cell").orElseThrow().id();
        Path file = cluster.blobs()
                .resolve("blobs")
                .resolve(cell)
                .resolve(cluster.texts(sqlOfTheName).get(0));
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private CellContent content(String cell) {
        return CellContent.of(
                node.server().store(), node.server().store().find(cell).orElseThrow());
    }
}
