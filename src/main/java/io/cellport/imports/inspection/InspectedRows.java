package io.cellport.imports.inspection;

import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.error.ApiError;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.imports.loader.RowSink;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.worker.MemoryShare;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The sink of an inspection: it counts the rows, notes the faults, and goes on behind each. It stores of a row only
 * what tells whether an id, key or path occurs twice; in place of its source an entity has the number of its line.
 * Blocks; for one thread.
 */
final class InspectedRows implements RowSink {

    private static final int BATCH_ROWS = 2_000;
    private static final int BATCH_WEIGHT = 512 << 10;

    private static final byte[] NOTHING = {};

    private final GenerationWriter generation;
    private final Findings findings;
    private final LongConsumer progress;
    private final List<String> boxes = new ArrayList<>();
    private final SortedMap<String, Long> entities = new TreeMap<>();
    private List<Row> batch = new ArrayList<>();
    private String cell = "";
    private String entry = "";
    private long line;
    private long entryStart;
    private long files;
    private long fileBytes;
    private int weight;

    /** @param progress called with the number of bytes read so far, of {@code SnapshotArchive.totalBytes} */
    InspectedRows(GenerationWriter generation, Findings findings, LongConsumer progress) {
        this.generation = generation;
        this.findings = findings;
        this.progress = progress;
    }

    SnapshotContents contents() {
        return new SnapshotContents(cell, boxes, entities, files, fileBytes);
    }

    /** The line that an entity stood in. */
    static long line(byte[] source) {
        return Long.parseLong(new String(source, StandardCharsets.US_ASCII));
    }

    @Override
    public void startEntry(String name) {
        entry = name;
        line = 0;
    }

    @Override
    public void startLine(long number) {
        line = number;
    }

    @Override
    public boolean isStored() {
        return false;
    }

    @Override
    public void accept(Row row, long bytesOfEntry, Optional<MemoryShare.Grant> memory) {
        memory.ifPresent(MemoryShare.Grant::close);
        if (row instanceof Row.Entity entity) {
            count(entity);
            byte[] place = Long.toString(line).getBytes(StandardCharsets.US_ASCII);
            store(new Row.Entity(entity.type(), entity.id(), entity.key(), place, entity.references()));
        } else if (row instanceof Row.FileChunk chunk) {
            fileBytes += chunk.bytes().length;
            if (chunk.index() == 0) {
                files++;
                store(new Row.FileChunk(chunk.path(), 0, NOTHING, true));
            }
        } else {
            store(row);
        }
        progress.accept(entryStart + bytesOfEntry);
    }

    private void count(Row.Entity entity) {
        entities.merge(entity.type(), 1L, Long::sum);
        if (entity.type().equals(SnapshotLayout.PjsonFile.BOX.type()) && boxes.size() < SnapshotContents.MOST_BOXES) {
            boxes.add(entity.key());
        } else if (entry.equals(SnapshotLayout.CELL)) {
            cell = entity.key();
        }
    }

    private void store(Row row) {
        batch.add(row);
        weight += row.weight();
        if (batch.size() >= BATCH_ROWS || weight >= BATCH_WEIGHT) {
            flush();
        }
    }

    @Override
    public void fault(ApiError error) {
        findings.add(new ImportFailure(error, entry, line));
    }

    @Override
    public void endEntry(long countedBytes) {
        entryStart += countedBytes;
        progress.accept(entryStart);
    }

    @Override
    public void flush() {
        generation.write(batch, Checkpoint.START);
        batch = new ArrayList<>();
        weight = 0;
    }
}
