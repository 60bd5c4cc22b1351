package io.cellport.cell.generation;

import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.error.ApiException;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stored file as a stream that holds one chunk at a time. Blocks; for one thread. */
final class ChunkStream extends InputStream {

    private final Chunks chunks;
    private final long size;
    private long position;
    private byte[] chunk = new byte[0];

    /** Loads chunks; 0 is the first one. */
    @FunctionalInterface
    interface Chunks {
        byte[] load(long index);
    }

    ChunkStream(Chunks chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position >= size) {
            return -1;
        }
        int within = (int) (position % FileChunk.CHUNK_BYTES);
        if (within == 0) {
            chunk = load();
        }
        int count = Math.min(length, chunk.length - within);
        System.arraycopy(chunk, within, target, offset, count);
        position += count;
        return count;
    }

    private byte[] load() throws IOException {
        try {
            return chunks.load(position / FileChunk.CHUNK_BYTES);
        } catch (StoreException | ApiException e) {
            throw new IOException("stored file unreadable", e);
        }
    }
}
