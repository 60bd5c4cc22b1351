package io.cellport.exports.exporter;

import io.cellport.cell.generation.RowMemory;
import io.cellport.imports.loader.StopSignal;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;

/**
 * The memory that an export takes for one long row after the other, out of the unit's budget. It holds that of one row
 * at a time, so that exports and imports never wait for what somebody holds who waits himself. Blocks; for one thread.
 */
final class ExportMemory implements RowMemory, AutoCloseable {

    /** Bytes for each byte of an id or a source: it is read, sorted, and written with escapes. */
    private static final int COST = 8;

    private final MemoryShare share;
    private long rowBytes;

    /** @param stop ends the waiting for memory */
    ExportMemory(MemoryBudget budget, StopSignal stop) {
        share = new MemoryShare(budget, waited -> stop.check());
    }

    @Override
    public void need(long bytes) {
        if (bytes > rowBytes) {
            close();
            share.take(Math.min(bytes * COST, share.most()));
            rowBytes = bytes;
        }
    }

    /** Gives back what the row took that was written last; there may be none. */
    @Override
    public void close() {
        if (rowBytes > 0) {
            share.close();
            rowBytes = 0;
        }
    }
}
