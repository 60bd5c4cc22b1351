package io.cellport.cell;

import io.cellport.blob.BlobId;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a clustered unit: one builds generations of a cell, the other one reads them. */
abstract class TwoNodes {

    static final List<Row> ROWS =
            List.of(FilledStore.entity("Box", "id1", "box1"), FilledStore.entity("Account", "id2", "account1"));

    @TempDir
    Path directory;

    private final PostgresAddress address = PostgresServer.newDatabase();
    final FailingOnce files = new FailingOnce();

    @AutoClose
    ClusteredCells a;

    @AutoClose
    ClusteredCells b;

    Cell cell;

    @BeforeEach
    void open() {
        Path shared = new WatchedFiles(files).wrap(directory.resolve("shared"));
        a = new ClusteredCells("node1", directory, address, DirectoryBlobStore.shared(shared, "node1"));
        b = new ClusteredCells("node2", directory, address);
        cell = a.store().create("cell");
    }

    /** Files of which one cannot be renamed. */
    static final class FailingOnce implements FileWatch {

        volatile boolean fails;

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (fails && operation == Operation.MOVE) {
                fails = false;
                throw new FileSystemException("file", null, "Input/output error");
            }
            return call.run();
        }
    }

    void publish(long number) {
        a.build(cell, number, ROWS);
        a.activate(cell.id(), number);
    }

    Set<BlobId> blobs() {
        return BlobStoreContract.ids(b.blobs());
    }

    static String read(ClusteredCells node, Cell cell) {
        return read(node.store(), cell);
    }

    static String read(CellStore store, Cell cell) {
        try (CellGeneration current = store.current(cell.id()).orElseThrow()) {
            return current.number() + " " + current.summary().entities().keySet();
        }
    }
}
