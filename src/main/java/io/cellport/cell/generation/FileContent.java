package io.cellport.cell.generation;

import io.cellport.cell.generation.Row.FileChunk;
import java.nio.ByteBuffer;

/** The bytes of a file in a generation, which can be read from anywhere as long as it is open. Blocks; immutable. */
public final class FileContent {

    private final Chunks chunks;

    private final long size;

    FileContent(Chunks chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    /** Loads parts of chunks; 0 is the first one. */
    @FunctionalInterface
    interface Chunks {
        /** Some bytes of a chunk, which has that many. */
        byte[] load(long index, int offset, int length);
    }

    /** Bytes of the whole file. */
    public long size() {
        return size;
    }

    /**
     * Reads at least one byte from an offset on, or returns -1 at the end.
     *
     * @throws io.cellport.storage.StoreException if the file cannot be read, or its generation is closed
     */
    public int read(ByteBuffer target, long offset) {
        if (offset >= size) {
            return -1;
        }
        int within = (int) (offset % FileChunk.CHUNK_BYTES);
        int rest = (int) Math.min(FileChunk.CHUNK_BYTES - within, size - offset);
        int length = Math.min(rest, target.remaining());
        target.put(chunks.load(offset / FileChunk.CHUNK_BYTES, within, length));
        return length;
    }
}
