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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Reads a file below {@code 20_webdav/}. Its content is stored in chunks, unchanged; so are properties
 * ({@code .pmeta}), but without a byte order mark. Blocks; for one thread.
 */
final class FileReader implements EntryReader {

    static final String NO_FILE = "is the content of something that is no file by its .pmeta";

    /**
     * Bytes of memory for each byte of properties: the bytes, the buffers that they are collected in, the rows, and the
     * names that are remembered to find repeated ones.
     */
    private static final int COPIES = 20;

    private static final int FREE_BYTES = 64 << 10;

    private final CellMapping mapping;
    private final Limits limits;
    private final MemoryShare memory;
    private final FileProperties properties;
    private final Predicate<ArchiveEntry> hasContent;

    /**
     * @param memory lends memory for large properties until they are stored
     * @param hasContent whether there is content beside these properties
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
        try (MemoryShare.Grant held = memory.take(size <= FREE_BYTES ? 0 : size * COPIES)) {
            byte[] bytes = Utf8.withoutMark(content.readAllBytes());
            FileProperties.Kind kind = properties.read(bytes);
            requireOneOfBoth(kind.isFile(), entry);
            store(path, bytes.length, new ByteArrayInputStream(bytes), sink);
            kind.entityCollection().ifPresent(id -> sink.accept(new Node(id), bytes.length));
        }
    }

    /** Files have content, and other resources have none: nobody could reach it. */
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
            // Not readNBytes(int), which collects small pieces first: an entry never has more bytes than it declares.
            byte[] bytes = new byte[(int) Math.min(FileChunk.CHUNK_BYTES, size - read)];
            if (content.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new EOFException("entry ends before its declared size");
            }
            read += bytes.length;
            sink.accept(new FileChunk(path, index++, bytes, read == size), read);
        } while (read < size);
    }

    /** Reads past the last byte, which makes the stream check the declared size and checksum. */
    private static void requireEnd(InputStream content) throws IOException {
        if (content.read() >= 0) {
            throw new IOException("entry goes on behind its declared size");
        }
    }
}
