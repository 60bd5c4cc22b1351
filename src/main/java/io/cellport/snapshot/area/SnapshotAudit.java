package io.cellport.snapshot.area;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobDigest;
import io.cellport.blob.BlobReader;
import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.storage.Finding;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the bytes of all snapshots with their recorded digests. It changes nothing. Blocks; immutable. */
public final class SnapshotAudit {

    private final CellStore cells;
    private final SnapshotArea snapshots;

    public SnapshotAudit(CellStore cells, SnapshotArea snapshots) {
        this.cells = cells;
        this.snapshots = snapshots;
    }

    /** Checks every snapshot and reports a finding for each. */
    public void run(Consumer<Finding> findings) {
        for (Cell cell : cells.list()) {
            for (StoredSnapshot snapshot : snapshots.list(cell.id())) {
                String what = "snapshot %s of cell %s".formatted(snapshot.fileName(), cell.name());
                findings.accept(new Finding(what, problem(snapshot.blob())));
            }
        }
    }

    private Optional<String> problem(Blob blob) {
        Optional<BlobReader> opened = snapshots.open(blob.id());
        if (opened.isEmpty()) {
            return Optional.of("is missing");
        }
        try (BlobReader reader = opened.get()) {
            return BlobDigest.sha256(reader, () -> {}).equals(blob.sha256())
                    ? Optional.empty()
                    : Optional.of("is not what was stored");
        } catch (IOException e) {
            throw new StoreException("read snapshot", e);
        }
    }
}
