package io.cellport.imports.loader;

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
import java.util.Optional;

/**
 * Reads a whole snapshot into a sink, entry by entry. The order is the same in every attempt: the cell, the cell-level
 * entities, the files, the box-level entities. Blocks; for one thread.
 */
public final class SnapshotLoader {

    /** Personium makes the directory of a box when the box is first used. */
    static final String BOX_WITHOUT_DIRECTORY =
            "The box has no directory: use the box once where it comes from, and export again.";

    private final SnapshotArchive archive;
    private final Optional<Target> target;
    private final Limits limits;
    private final MemoryShare memory;

    private record Target(String cellId, String cellName) {}

    private SnapshotLoader(SnapshotArchive archive, Optional<Target> target, Limits limits, MemoryShare memory) {
        this.archive = archive;
        this.target = target;
        this.limits = limits;
        this.memory = memory;
    }

    /** A loader that maps the snapshot's cell to this one. */
    public SnapshotLoader(SnapshotArchive archive, String cellId, String cellName, Limits limits, MemoryShare memory) {
        this(archive, Optional.of(new Target(cellId, cellName)), limits, memory);
    }

    /** A loader that leaves the snapshot's cell its id and name. */
    public static SnapshotLoader unmapped(SnapshotArchive archive, Limits limits, MemoryShare memory) {
        return new SnapshotLoader(archive, Optional.empty(), limits, memory);
    }

    /**
     * The failure of a snapshot in which a box lacks a file.
     *
     * @param path path of the file below {@code 20_webdav/}
     */
    public static ImportFailure boxWithoutDirectory(String path) {
        ApiError missing = ApiError.of(ErrorCode.PR400_MC_0001, SnapshotLayout.WEBDAV + path)
                .explained(BOX_WITHOUT_DIRECTORY);
        return new ImportFailure(missing, PjsonFile.BOX.path(), 0);
    }

    /**
     * Reads all entries that no earlier attempt has stored.
     *
     * @throws EntryFailedException if an entry is faulty and the sink ends the reading
     */
    public void load(RowSink sink) {
        CellMapping mapping = loadCell(sink);
        loadEntities(sink, mapping, false);
        FileReader files = new FileReader(mapping, limits, memory, archive::hasContent);
        for (Iterator<ArchiveEntry> entries = archive.webdavFiles(); entries.hasNext(); ) {
            load(entries.next(), files, sink);
        }
        loadEntities(sink, mapping, true);
        sink.flush();
    }

    private CellMapping loadCell(RowSink sink) {
        sink.startEntry(SnapshotLayout.CELL);
        sink.startLine(1);
        CellMapping mapping = CellMapping.UNKNOWN;
        Optional<CellReader.Document> cell = readCell(sink);
        if (cell.isPresent()) {
            mapping = mapping(cell.get());
            if (!sink.isStored()) {
                sink.accept(cell.get().row(mapping), 0);
            }
        }
        sink.endEntry(0);
        return mapping;
    }

    private Optional<CellReader.Document> readCell(RowSink sink) {
        try {
            return Optional.of(new CellReader(limits).read(archive, target.map(Target::cellName), memory));
        } catch (ApiException e) {
            sink.fault(e.error());
            return Optional.empty();
        }
    }

    private CellMapping mapping(CellReader.Document cell) {
        return new CellMapping(cell.cellId(), target.map(Target::cellId).orElse(cell.cellId()), cell.name());
    }

    private void loadEntities(RowSink sink, CellMapping mapping, boolean boxLevel) {
        Arrays.stream(PjsonFile.values())
                .filter(pjson -> pjson.isBoxLevel() == boxLevel && archive.has(pjson))
                .forEach(pjson ->
                        load(archive.required(pjson), new PjsonReader(pjson.type(), mapping, limits, memory), sink));
    }

    private void load(ArchiveEntry entry, EntryReader reader, RowSink sink) {
        sink.startEntry(entry.name().text());
        if (!sink.isStored()) {
            try (InputStream content = archive.open(entry)) {
                reader.read(entry, content, sink);
            } catch (ApiException e) {
                sink.fault(e.error());
            } catch (IOException e) {
                sink.fault(ApiError.of(ErrorCode.PR500_CM_0002, "read snapshot file"));
            }
        }
        sink.endEntry(entry.size());
    }
}
