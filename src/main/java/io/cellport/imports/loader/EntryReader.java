package io.cellport.imports.loader;

import io.cellport.snapshot.zip.ArchiveEntry;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns the content of one kind of snapshot entry into rows. It reads to the end, so that the checksum is checked.
 * Blocks; for one thread.
 */
@FunctionalInterface
interface EntryReader {

    /**
     * Reads one entry.
     *
     * @throws io.cellport.error.ApiException if the content is faulty
     */
    void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException;
}
