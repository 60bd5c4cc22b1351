package io.cellport.imports.loader;

import static io.cellport.snapshot.zip.SnapshotLayout.PROPERTIES;

import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.Row.Node;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.Utf8;
import io.cellport.snapshot.zip.ArchiveEntry;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.worker.MemoryShare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * A file below {@code 20_webdav/}: content is stored byte by byte in chunks, and so are properties ({@code .pmeta}), but
 * for a byte order mark. One thread.
 */
final class FileReader implements EntryReader {

    static final String NO_FILE = "is the content of something that is no file by its .pmeta";

    /** What is read, what it is collected from, the rows, and the names, which must not stand twice. */
    private static final int COPIES = 20;

    private static final int FREE_BYTES = 64 << 10;

    private final CellMapping mapping;
    private final Limits limits;
    private final MemoryShare memory;
    private final FileProperties properties;
    private final Predicate<ArchiveEntry> hasContent;

    /**
     * @param memory lends what large properties take until they are stored
     * @param hasContent whether content stands beside properties
     */
    FileReader(CellMapping mapping, Limits limits, MemoryShare memory, Predicate<ArchiveEntry> hasContent) {
        this.mapping = mapping;
        this.limits = limits;
        this.memory = memory;
        this.hasContent = hasContent;
        this.properties = new FileProperties(limits);
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        String path = mapping.path(entry.name().text().substring(SnapshotLayout.WEBDAV.length()));
        if (path.equals(PROPERTIES) || path.endsWith('/' + PROPERTIES)) {
            readProperties(path, entry, content, sink);
        } else {
            store(path, entry.size(), content, sink);
            requireEnd(content);
        }
    }

    private void readProperties(String path, ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        long size = entry.size();
        long most = Math.min(limits.propertyBytes(), memory.most() / COPIES);
        if (size > most) {
            throw ApiException.of(ErrorCode.PR400_MC_0006, "propertyBytes", Long.toString(most));
        }
        memory.during(size <= FREE_BYTES ? 0 : size * COPIES, () -> {
            byte[] bytes = Utf8.withoutMark(content.readAllBytes());
            FileProperties.Kind kind = properties.read(bytes);
            requireOneOfBoth(kind.isFile(), entry);
            store(path, bytes.length, new ByteArrayInputStream(bytes), sink);
            kind.entityCollection().ifPresent(id -> sink.accept(new Node(id), bytes.length));
            return null;
        });
    }

    /** A file has content, and nothing else has: that of anything else would be out of reach. */
    private void requireOneOfBoth(boolean isFile, ArchiveEntry entry) {
        if (isFile != hasContent.test(entry)) {
            String name = entry.name().text();
            String content = name.substring(0, name.length() - PROPERTIES.length()) + SnapshotLayout.CONTENT;
            throw isFile
                    ? ApiException.of(ErrorCode.PR400_MC_0001, content)
                    : ApiException.of(ErrorCode.PR400_MC_0005, content, NO_FILE);
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
