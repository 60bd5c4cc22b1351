package io.cellport.exports.journal;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobWriter;
import io.cellport.cell.Cell;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.imports.journal.Journal;
import io.cellport.snapshot.area.SnapshotArea;
import java.nio.ByteBuffer;

/** A unit as far as its journal of exports needs one. */
interface ExportUnit extends AutoCloseable {

    ExportJournal journal();

    Journal imports();

    SnapshotArea area();

    /** Opens everything again on the same data, as another process of the node does. */
    void restart();

    Cell create(String name);

    boolean delete(Cell cell);

    /** Complete bytes that are no snapshot. */
    default Blob blob(Cell cell) {
        try (BlobWriter writer = area().begin(cell.id())) {
            writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            return writer.commit();
        }
    }

    default Accepted accept(Cell cell, String name) {
        return journal().accept(new NewExport(cell.id(), cell.name(), name, "tester"));
    }

    @Override
    void close();
}
