package io.cellport.imports.loader;

import io.cellport.cell.generation.Row;
import io.cellport.error.ApiError;
import io.cellport.worker.MemoryShare;
import java.util.Optional;

/**
 * Takes the rows of the entry readers in order, and the faults that stand between them. It decides whether reading goes
 * on after a fault. Blocks; for one thread.
 */
public interface RowSink {

    /** An entry begins; what follows comes from it. */
    void startEntry(String name);

    /** A line of the entry begins, counted from 1; what follows comes from it. An entry without lines has none. */
    void startLine(long number);

    /** Whether all of the current entry is stored and need not be read. */
    boolean isStored();

    /**
     * Takes a row.
     *
     * @param bytesOfEntry position in the current entry at which the row ends
     */
    default void accept(Row row, long bytesOfEntry) {
        accept(row, bytesOfEntry, Optional.empty());
    }

    /** The same with memory that the sink gives back when it no longer holds the row. */
    void accept(Row row, long bytesOfEntry, Optional<MemoryShare.Grant> memory);

    /**
     * The line is faulty, or the rest of the entry if it has no lines or cannot be read.
     *
     * @throws EntryFailedException to end the reading; otherwise it goes on behind the fault
     */
    void fault(ApiError error);

    /** Goes on to the next entry; the current one counts {@code countedBytes} in the progress. */
    void endEntry(long countedBytes);

    /** All rows were taken. */
    void flush();
}
