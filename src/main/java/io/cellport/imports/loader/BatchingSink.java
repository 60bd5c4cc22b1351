package io.cellport.imports.loader;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.error.ApiError;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.worker.MemoryShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sink of an import, which ends with the first fault. It counts how far the run is, drops the rows that an earlier
 * attempt has stored, and hands full batches to the writer. Blocks; for one thread.
 */
public final class BatchingSink implements RowSink {

    private static final int MAX_ROWS = 2_000;
    private static final int MAX_WEIGHT = 512 << 10;
    private static final long MIN_STEP_BYTES = 64 << 10;

    private final BatchWriter writer;
    private final StopSignal stop;
    private final Checkpoint resumeFrom;
    private final long stepBytes;

    private List<Row> rows = new ArrayList<>();
    private String entryName = "";
    private long line;
    private int weight;
    private long entry;
    private long item;
    private long entryStart;
    private long entryBytes;
    private long flushedBytes;
    private final Map<String, Long> counts;
    private String countedType = "";
    private long counted;

    /** @param totalBytes bytes of the whole run; a batch is at most 0.5% of them, or 64 KiB if that is more */
    public BatchingSink(BatchWriter writer, StopSignal stop, Checkpoint resumeFrom, long totalBytes) {
        this.writer = writer;
        this.stop = stop;
        this.resumeFrom = resumeFrom;
        this.counts = new HashMap<>(resumeFrom.counts());
        this.stepBytes = Math.max(MIN_STEP_BYTES, totalBytes / 200);
    }

    @Override
    public void startEntry(String name) {
        entryName = name;
        line = 0;
    }

    @Override
    public void startLine(long number) {
        stop.check();
        line = number;
    }

    @Override
    public boolean isStored() {
        return entry < resumeFrom.entry();
    }

    @Override
    public void fault(ApiError error) {
        throw new EntryFailedException(new ImportFailure(error, entryName, line), checkpoint());
    }

    @Override
    public void accept(Row row, long bytesOfEntry, Optional<MemoryShare.Grant> memory) {
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

    private void count(Row row) {
        if (row instanceof Row.Entity entity) {
            if (!entity.type().equals(countedType)) {
                addCounted();
                countedType = entity.type();
            }
            counted++;
        } else if (row instanceof Row.FileChunk chunk && chunk.index() == 0) {
            counts.merge(Checkpoint.FILES, 1L, Long::sum);
        }
    }

    /** Entities of one type follow one another, so that most are only counted up. */
    private void addCounted() {
        if (counted > 0) {
            counts.merge(countedType, counted, Long::sum);
            counted = 0;
        }
    }

    @Override
    public void endEntry(long countedBytes) {
        stop.check();
        entry++;
        item = 0;
        entryStart += countedBytes;
        entryBytes = 0;
    }

    @Override
    public void flush() {
        flush(Optional.empty());
    }

    private void flush(Optional<MemoryShare.Grant> memory) {
        flushedBytes = position();
        writer.put(new Batch(rows, checkpoint(), memory));
        rows = new ArrayList<>();
        weight = 0;
    }

    /** How far the run is with all rows accepted so far. */
    public Checkpoint checkpoint() {
        addCounted();
        return new Checkpoint(entry, item, position(), counts);
    }

    private long position() {
        return entryStart + entryBytes;
    }
}
