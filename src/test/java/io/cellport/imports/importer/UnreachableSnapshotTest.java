package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStore;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.blob.RemoteBlobStore;
import io.cellport.cell.Cell;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of the snapshots is out of reach while a run reads from it. */
class UnreachableSnapshotTest {

    @TempDir
    Path directory;

    @Test
    void aRunWaitsForItsSnapshotAndGoesOnWhereItWas() throws IOException {
        Outage outage = new Outage();
        Path data = directory.resolve("data");
        Path flawed = new WatchedFiles(outage).wrap(data);
        try (EmbeddedUnit unit = EmbeddedUnit.withSnapshots(
                data, area -> readFrom(new RemoteBlobStore(new DirectoryBlobStore(flawed)), area))) {
            Cell cell = unit.store.create("cell");
            unit.upload(
                    cell,
                    "snapshot",
                    SnapshotBuilder.snapshot()
                            .userData(30_000, 300)
                            .files(40, 250_000)
                            .writeTo(directory.resolve("snapshot.zip")));
            assertThat(unit.importAndWait(cell, "snapshot")).isEqualTo(ImportStatus.READY);
            CellContent content = CellContent.of(unit.store, cell);
            long reads = outage.reads;

            outage.beginsAfter(reads / 2);
            ImportAccepted accepted = unit.start(cell, "snapshot");
            Awaitility.await().until(() -> outage.failures > 1);
            assertThat(unit.status(cell).isActive()).isTrue();
            assertThat(unit.status(cell).percent()).isPositive();
            outage.end();

            assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
            assertThat(unit.report(cell, accepted).attempts()).isEqualTo(1);
            assertThat(CellContent.of(unit.store, cell)).isEqualTo(content);
            assertThat(outage.reads - reads)
                    .as("what was stored is not read again")
                    .isLessThan(2 * reads);
        }
    }

    /** The same snapshots, whose bytes come from a store. */
    private static SnapshotArea readFrom(BlobStore store, SnapshotArea area) {
        return (SnapshotArea) Proxy.newProxyInstance(
                SnapshotArea.class.getClassLoader(),
                new Class<?>[] {SnapshotArea.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("open")
                                ? store.open((BlobId) arguments[0])
                                : method.invoke(area, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Reads fail from a certain one on, until the outage ends. */
    private static final class Outage implements FileWatch {

        private volatile long reads;
        private volatile long failures;
        private volatile long begin = Long.MAX_VALUE;

        void beginsAfter(long further) {
            begin = reads + further;
        }

        void end() {
            begin = Long.MAX_VALUE;
        }

        @Override
        public synchronized <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (operation == Operation.READ && ++reads > begin) {
                failures++;
                throw new IOException("Input/output error");
            }
            return call.run();
        }
    }
}
