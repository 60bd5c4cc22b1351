package io.cellport.imports.loader;

import io.cellport.cell.generation.Row;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.snapshot.zip.ArchiveEntry;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a pjson file: one entity a line, all of one type. A byte order mark and blank lines are skipped. Blocks; for
 * one thread.
 */
public final class PjsonReader implements EntryReader {

    private final EntityLineParser parser;
    private final CellMapping mapping;
    private final Limits limits;
    private final MemoryShare memory;

    PjsonReader(String type, CellMapping mapping, Limits limits, MemoryShare memory) {
        this.parser = new EntityLineParser(type, mapping, limits);
        this.mapping = mapping;
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        LineReader lines = new LineReader(content, limits.lineBytes(), memory);
        long line = 1;
        for (sink.startLine(line); next(lines, sink); sink.startLine(++line)) {
            if (!lines.isBlank()) {
                accept(lines, sink);
            }
        }
    }

    private static boolean next(LineReader lines, RowSink sink) throws IOException {
        try {
            return lines.next();
        } catch (ApiException e) {
            if (e.error().code() != ErrorCode.PR400_MC_0006) {
                throw e;
            }
            sink.fault(e.error());
            lines.skipRest();
            return true;
        }
    }

    private void accept(LineReader lines, RowSink sink) {
        Row.Entity entity;
        try {
            entity = parser.parse(lines.buffer(), lines.start(), lines.length());
        } catch (ApiException e) {
            sink.fault(e.error());
            return;
        }
        sink.accept(entity, lines.consumed(), lines.handOver());
        if (entity.type().equals(PjsonFile.BOX.type())) {
            // The properties hold the box's access control list.
            String properties = mapping.path(entity.id() + '/' + SnapshotLayout.PROPERTIES);
            sink.accept(new Row.NeededFile(properties), lines.consumed());
        }
    }

    /** Line number of an entity, both counted from 1; if there are fewer entities, the number of the last line. */
    public static long lineOf(long entity, LineReader lines) throws IOException {
        long line = 0;
        for (long entities = 0; entities < entity && lines.next(); line++) {
            entities += lines.isBlank() ? 0 : 1;
        }
        return line;
    }
}
