package io.cellport.imports.journal;

import io.cellport.blob.Blob;
import io.cellport.cell.Cell;
import java.time.Duration;
import java.util.OptionalLong;

/** A unit as far as its journal needs one. */
interface JournalUnit extends AutoCloseable {

    Journal journal();

    /** Opens everything again on the same data, as a restart does. */
    void reopen();

    /** Creates a cell. */
    Cell create(String cellName);

    /** Deletes a cell; false if it is gone already. */
    boolean delete(Cell cell);

    /** Deletes a cell that has neither snapshots nor content. */
    boolean deleteEmpty(Cell cell);

    /** The number of the generation that is a cell's content. */
    OptionalLong generation(Cell cell);

    /** The bytes of {@code snap.zip} of a cell, which is there from the first call on. */
    Blob snapshot(Cell cell);

    /** Does what must be done between the last entry of a run's snapshot and its activation. */
    void build(ImportRun run);

    /** Lets time go by. */
    void pass(Duration time);

    @Override
    void close();
}
