package io.cellport.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cellport.config.Limits;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.ArchiveEntry;
import io.cellport.snapshot.SnapshotLayout;
import io.cellport.store.Row.FileChunk;
import java.io.IOException;
import java.io.InputStream;

/** A file below {@code 20_webdav/}: stored byte by byte in chunks, its properties ({@code .pmeta}) like its content. */
final class FileReader implements EntryReader {

    private static final String PROPERTIES = ".pmeta";

    private final CellMapping mapping;
    private final Limits limits;
    private final JsonFactory json;

    FileReader(CellMapping mapping, Limits limits) {
        this.mapping = mapping;
        this.limits = limits;
        this.json = EntityLineParser.factory(limits);
    }

    @Override
    public void read(ArchiveEntry entry, InputStream content, RowSink sink) throws IOException {
        String path = mapping.path(entry.name().text().substring(SnapshotLayout.WEBDAV.length()));
        boolean properties = path.equals(PROPERTIES) || path.endsWith('/' + PROPERTIES);
        if (properties && entry.size() > limits.propertyBytes()) {
            throw ErrorCode.PR400_MC_0006.exception("propertyBytes", Integer.toString(limits.propertyBytes()));
        }
        long read = 0;
        int index = 0;
        do {
            byte[] bytes = content.readNBytes((int) Math.min(FileChunk.CHUNK_BYTES, entry.size() - read));
            read += bytes.length;
            if (properties) {
                requireObject(bytes);
            }
            sink.accept(new FileChunk(path, index++, bytes, read == entry.size()), read);
        } while (read < entry.size());
        requireEnd(content);
    }

    /** Reading past the last byte makes the stream compare size and checksum with what was declared. */
    private static void requireEnd(InputStream content) throws IOException {
        if (content.read() >= 0) {
            throw new IOException("entry goes on behind its declared size");
        }
    }

    private void requireObject(byte[] bytes) {
        try (JsonParser parser = json.createParser(bytes)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            if (object && parser.nextToken() == null) {
                return;
            }
        } catch (IOException notJson) {
            throw ErrorCode.PR500_DV_0002.exception();
        }
        throw ErrorCode.PR500_DV_0002.exception();
    }
}
