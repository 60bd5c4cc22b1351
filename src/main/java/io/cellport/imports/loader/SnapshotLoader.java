package io.cellport.imports.loader;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.snapshot.zip.ArchiveEntry;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Reads a whole snapshot into a sink, entry by entry. The order is the same in every attempt: the cell, the cell-level
 * entities, the files, the box-level entities. Blocks; for one thread.
 */
public final class SnapshotLoader {

    private final SnapshotArchive archive;
    private final CellReader.Document cell;
    private final CellMapping mapping;
    private final Limits limits;
    private final MemoryShare memory;

    public SnapshotLoader(SnapshotArchive archive, String cellId, String cellName, Limits limits, MemoryShare memory) {
        this.memory = memory;
        this.archive = archive;
        this.limits = limits;
        this.cell = readCell(archive, cellName, limits, memory);
        this.mapping = new CellMapping(cell.cellId(), cellId, cellName);
    }

    private static CellReader.Document readCell(
            SnapshotArchive archive, String cellName, Limits limits, MemoryShare memory) {
        try {
            return new CellReader(limits).read(archive, cellName, memory);
        } catch (ApiException e) {
            throw new EntryFailedException(new ImportFailure(e.error(), SnapshotLayout.CELL, 1), Checkpoint.START);
        }
    }

    /**
     * Reads all entries that no earlier attempt has stored.
     *
     * @throws EntryFailedException if an entry is faulty
     */
    public void load(RowSink sink) {
        if (!sink.isStored()) {
            sink.accept(cell.row(mapping), 0);
        }
        sink.endEntry(0);
        loadEntities(sink, false);
        FileReader files = new FileReader(mapping, limits, memory, archive::hasContent);
        for (Iterator<ArchiveEntry> entries = archive.webdavFiles(); entries.hasNext(); ) {
            load(entries.next(), files, sink);
        }
        loadEntities(sink, true);
        sink.flush();
    }

    private void loadEntities(RowSink sink, boolean boxLevel) {
        Arrays.stream(PjsonFile.values())
                .filter(pjson -> pjson.isBoxLevel() == boxLevel)
                .forEach(pjson ->
                        load(archive.required(pjson), new PjsonReader(pjson.type(), mapping, limits, memory), sink));
    }

    private void load(ArchiveEntry entry, EntryReader reader, RowSink sink) {
        if (!sink.isStored()) {
            try (InputStream content = archive.open(entry)) {
                reader.read(entry, content, sink);
            } catch (ApiException e) {
                throw new EntryFailedException(
                        new ImportFailure(e.error(), entry.name().text(), reader.line()), sink.checkpoint());
            } catch (IOException e) {
                throw new EntryFailedException(
                        new ImportFailure(
                                ApiError.of(ErrorCode.PR500_CM_0002, "read snapshot file"),
                                entry.name().text(),
                                0),
                        sink.checkpoint());
            }
        }
        sink.endEntry(entry.size());
    }
}
