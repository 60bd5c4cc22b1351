package io.cellport.exports.writer;

import io.cellport.blob.BlobWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes to a blob in large pieces; closing it neither completes nor closes the blob. Blocks; for one thread. */
public final class BlobOutput extends OutputStream {

    private final BlobWriter blob;
    private final ByteBuffer piece = ByteBuffer.allocate(256 << 10);

    public BlobOutput(BlobWriter blob) {
        this.blob = blob;
    }

    @Override
    public void write(int value) throws IOException {
        makeRoom();
        piece.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            makeRoom();
            int count = Math.min(length - done, piece.remaining());
            piece.put(bytes, offset + done, count);
            done += count;
        }
    }

    private void makeRoom() throws IOException {
        if (!piece.hasRemaining()) {
            flush();
        }
    }

    /** Passes on what has been collected. */
    @Override
    public void flush() throws IOException {
        piece.flip();
        if (piece.hasRemaining()) {
            blob.write(piece);
        }
        piece.clear();
    }
}
