package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.ArchiveEntry;
import io.cellport.snapshot.SnapshotLayout;
import io.cellport.store.Row.FileChunk;
import io.cellport.store.Row.Node;
import io.cellport.worker.MemoryShare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file below {@code 20_webdav/}: stored byte by byte in chunks, its properties ({@code .pmeta}) like its content. */
final class FileReader implements EntryReader {

    private static final String PROPERTIES = ".pmeta";

    /** What is read, what it is collected from, and the rows. */
    private static final int COPIES = 3;

    private static final int FREE_BYTES = 256 << 10;

    private final CellMapping mapping;
    private final Limits limits;
    private final MemoryShare memory;
    private final FileProperties properties;

    FileReader(CellMapping mapping, Limits limits, MemoryShare memory) {
        this.mapping = mapping;
        this.limits = limits;
        this.memory = memory;
        this.properties = new FileProperties(limits);
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        String path = mapping.path(entry.name().text().substring(SnapshotLayout.WEBDAV.length()));
        if (path.equals(PROPERTIES) || path.endsWith('/' + PROPERTIES)) {
            readProperties(path, entry.size(), content, sink);
        } else {
            store(path, entry.size(), content, sink);
            requireEnd(content);
        }
    }

    private void readProperties(String path, long size, InputStream content, RowSink sink) throws IOException {
        long most = Math.min(limits.propertyBytes(), memory.most() / COPIES);
        if (size > most) {
            throw ErrorCode.PR400_MC_0006.exception("propertyBytes", Long.toString(most));
        }
        try (MemoryShare.Grant copies = memory.take(size <= FREE_BYTES ? 0 : size * COPIES)) {
            byte[] bytes = content.readAllBytes();
            Optional<String> collection = properties.entityCollection(bytes);
            store(path, size, new ByteArrayInputStream(bytes), sink);
            collection.ifPresent(id -> sink.accept(new Node(id), size));
        }
    }

    private static void store(String path, long size, InputStream content, RowSink sink) throws IOException {
        long read = 0;
        int index = 0;
        do {
            byte[] bytes = content.readNBytes((int) Math.min(FileChunk.CHUNK_BYTES, size - read));
            read += bytes.length;
            sink.accept(new FileChunk(path, index++, bytes, read == size), read);
        } while (read < size);
    }

    /** Reading past the last byte makes the stream compare size and checksum with what was declared. */
    private static void requireEnd(InputStream content) throws IOException {
        if (content.read() >= 0) {
            throw new IOException("entry goes on behind its declared size");
        }
    }
}
