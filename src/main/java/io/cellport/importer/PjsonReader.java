package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.snapshot.ArchiveEntry;
import java.io.IOException;
import java.io.InputStream;

/** A pjson file: one entity a line, all of one type. */
final class PjsonReader implements EntryReader {

    private final EntityLineParser parser;
    private final Limits limits;

    PjsonReader(String type, CellMapping mapping, Limits limits) {
        this.parser = new EntityLineParser(type, mapping, limits);
        this.limits = limits;
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        LineReader lines = new LineReader(content, limits.lineBytes());
        while (lines.next()) {
            sink.accept(parser.parse(lines.buffer(), lines.start(), lines.length()), lines.consumed());
        }
    }
}
