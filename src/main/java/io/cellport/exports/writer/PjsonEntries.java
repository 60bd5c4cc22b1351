package io.cellport.exports.writer;

import io.cellport.cell.generation.SortedEntity;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The entries of a snapshot that hold one entity a line, one after the other. Blocks; for one thread. */
final class PjsonEntries implements AutoCloseable {

    /** The types of entities, in the order of their entries. */
    static final List<String> TYPES =
            Stream.of(PjsonFile.values()).map(PjsonFile::type).toList();

    private final ZipWriter zip;
    private final Iterator<PjsonFile> files = List.of(PjsonFile.values()).iterator();
    private PjsonFile file;
    private EntityDocument document;
    private OutputStream entry;

    PjsonEntries(ZipWriter zip) throws IOException {
        this.zip = zip;
        next();
    }

    private void next() throws IOException {
        file = files.next();
        document = EntityDocument.ofType(file.type());
        entry = zip.file(file.path());
    }

    /** Writes a line; its type is that of the line before, or comes behind it. */
    void write(SortedEntity entity) throws IOException {
        goTo(entity.type());
        document.write(entity.source(), entity.id(), entry);
        entry.write('\n');
    }

    private void goTo(String type) throws IOException {
        while (!file.type().equals(type)) {
            entry.close();
            next();
        }
    }

    /** Writes those entries that no line was for. */
    void finish() throws IOException {
        goTo(TYPES.get(TYPES.size() - 1));
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }
}
