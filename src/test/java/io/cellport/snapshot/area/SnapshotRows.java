package io.cellport.snapshot.area;

import static io.cellport.storage.Statements.update;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.cell.Cell;
import io.cellport.storage.UnitDatabase;

/** Entries of the index of snapshots whose bytes are nowhere, for tests that do not read them. */
public final class SnapshotRows {

    private SnapshotRows() {}

    /** Has the index name a blob {@code name.zip}, unless it does already; returns the blob. */
    public static Blob put(UnitDatabase unit, Cell cell, String name) {
        unit.write(
                "put row",
                connection -> update(
                        connection,
                        "INSERT OR IGNORE INTO snapshot(cell_id, file_name, version, created, updated, content_type, size,"
                                + " sha256, blob) VALUES(?, ?, 1, 0, 0, 'application/zip', 4, ?, ?)",
                        cell.id(),
                        name + ".zip",
                        "00ff",
                        "blob of " + name));
        return new Blob(new BlobId(cell.id(), "blob of " + name), 4, "00ff");
    }

    public static void remove(UnitDatabase unit, Cell cell, String name) {
        unit.write(
                "remove row",
                connection -> update(
                        connection,
                        "DELETE FROM snapshot WHERE cell_id = ? AND file_name = ?",
                        cell.id(),
                        name + ".zip"));
    }
}
