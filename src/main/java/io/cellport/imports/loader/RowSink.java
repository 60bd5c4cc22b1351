package io.cellport.imports.loader;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.worker.MemoryShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the readers of entries put their rows, in order. Counts how far the run is, drops the rows that an earlier
 * attempt has stored, and hands full batches to the writer. One thread.
 */
public final class RowSink {

    private static final int MAX_ROWS = 2_000;
    private static final int MAX_WEIGHT = 512 << 10;
    private static final long MIN_STEP_BYTES = 64 << 10;

    private final BatchWriter writer;
    private final StopSignal stop;
    private final Checkpoint resumeFrom;
    private final long stepBytes;

    private List<Row> rows = new ArrayList<>();
    private int weight;
    private long entry;
    private long item;
    private long entryStart;
    private long entryBytes;
    private long flushedBytes;
    private final Map<String, Long> counts;

    /** @param totalBytes bytes of the whole run, so that a small one, too, is seen to move */
    public RowSink(BatchWriter writer, StopSignal stop, Checkpoint resumeFrom, long totalBytes) {
        this.writer = writer;
        this.stop = stop;
        this.resumeFrom = resumeFrom;
        this.counts = new HashMap<>(resumeFrom.counts());
        this.stepBytes = Math.max(MIN_STEP_BYTES, totalBytes / 200);
    }

    /** Whether an earlier attempt has stored all of the current entry. */
    boolean isStored() {
        return entry < resumeFrom.entry();
    }

    /** Takes a row that ends {@code bytesOfEntry} into the current entry. */
    void accept(Row row, long bytesOfEntry) {
        accept(row, bytesOfEntry, Optional.empty());
    }

    /** The same with memory that is given back when the row is stored: a row with such memory never waits for others. */
    void accept(Row row, long bytesOfEntry, Optional<MemoryShare.Grant> memory) {
        stop.check();
        item++;
        entryBytes = bytesOfEntry;
        if (entry == resumeFrom.entry() && item <= resumeFrom.item()) {
            memory.ifPresent(MemoryShare.Grant::close);
            return;
        }
        rows.add(row);
        count(row);
        weight += row.weight();
        boolean full = rows.size() >= MAX_ROWS || weight >= MAX_WEIGHT || position() - flushedBytes >= stepBytes;
        if (full || memory.isPresent()) {
            flush(memory);
        }
    }

    /** For what takes long without a row. */
    void checkStop() {
        stop.check();
    }

    private void count(Row row) {
        if (row instanceof Row.Entity entity) {
            counts.merge(entity.type(), 1L, Long::sum);
        } else if (row instanceof Row.FileChunk chunk && chunk.index() == 0) {
            counts.merge(Checkpoint.FILES, 1L, Long::sum);
        }
    }

    /** Goes on to the next entry; {@code countedBytes} is what the current one counts for in the run's progress. */
    void endEntry(long countedBytes) {
        stop.check();
        entry++;
        item = 0;
        entryStart += countedBytes;
        entryBytes = 0;
    }

    /** Hands over what is left. */
    void flush() {
        flush(Optional.empty());
    }

    private void flush(Optional<MemoryShare.Grant> memory) {
        flushedBytes = position();
        writer.put(new Batch(rows, checkpoint(), memory));
        rows = new ArrayList<>();
        weight = 0;
    }

    /** How far the run is, as everything that was accepted up to now describes it. */
    public Checkpoint checkpoint() {
        return new Checkpoint(entry, item, position(), counts);
    }

    private long position() {
        return entryStart + entryBytes;
    }
}
