package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.snapshot.ArchiveEntry;
import io.cellport.store.Row;
import io.cellport.worker.MemoryShare;
import java.io.IOException;
import java.io.InputStream;

/** A pjson file: one entity a line, all of one type. */
final class PjsonReader implements EntryReader {

    private final EntityLineParser parser;
    private final Limits limits;
    private final MemoryShare memory;

    PjsonReader(String type, CellMapping mapping, Limits limits, MemoryShare memory) {
        this.parser = new EntityLineParser(type, mapping, limits);
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        LineReader lines = new LineReader(content, limits.lineBytes(), memory);
        while (lines.next()) {
            Row.Entity row = parser.parse(lines.buffer(), lines.start(), lines.length());
            sink.accept(row, lines.consumed(), lines.handOver());
        }
    }
}
