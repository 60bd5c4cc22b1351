package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;

/**
 * Writes a zip from its first byte to its last, of any size and with any number of entries. What has to wait for the
 * end, the central directory, is in a file and not in memory. All times are the same, so that equal content gives equal
 * bytes. Blocks; for one thread.
 */
final class ZipWriter implements AutoCloseable {

    private static final byte[] NO_BYTES = new byte[0];

    private final CountedOutput out;
    private final SpoolFile directory;
    private final Deflation deflation;
    private final byte[] block = new byte[Block.BYTES];
    private long entries;

    /**
     * A zip without entries.
     *
     * @param directory empty; the caller closes it
     * @param helpers threads that deflate, too
     */
    ZipWriter(OutputStream out, SpoolFile directory, Executor helpers) {
        this.out = new CountedOutput(out);
        this.directory = directory;
        this.deflation = new Deflation(helpers);
    }

    /** Writes an entry for a directory; its name ends in {@code /}. */
    void directory(String name) throws IOException {
        ZipHeader header = new ZipHeader(name.getBytes(UTF_8), false, out.count());
        out.write(header.local());
        add(header, new ZipHeader.Sizes(0, 0, 0));
    }

    /** Begins an entry, which ends when its stream is closed. There is one at a time. */
    OutputStream file(String name) throws IOException {
        ZipHeader header = new ZipHeader(name.getBytes(UTF_8), true, out.count());
        out.write(header.local());
        return new Entry(header);
    }

    private void add(ZipHeader header, ZipHeader.Sizes sizes) throws IOException {
        directory.append(header.central(sizes));
        entries++;
    }

    /** Writes the central directory, with which the zip is complete; returns its length in bytes. */
    long finish() throws IOException {
        long start = out.count();
        directory.copyTo(out);
        out.write(ZipHeader.end(entries, start, out.count() - start));
        out.flush();
        return out.count();
    }

    @Override
    public void close() {
        deflation.close();
    }

    /** The content of the entry that is being written. */
    private final class Entry extends OutputStream {

        private final ZipHeader header;
        private final CRC32 checksum = new CRC32();
        private byte[] before = NO_BYTES;
        private int filled;
        private long size;
        private long deflated;
        private boolean closed;

        Entry(ZipHeader header) {
            this.header = header;
        }

        @Override
        public void write(int value) throws IOException {
            makeRoom();
            block[filled++] = (byte) value;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                makeRoom();
                int count = Math.min(length - done, block.length - filled);
                System.arraycopy(bytes, offset + done, block, filled, count);
                filled += count;
                done += count;
            }
        }

        private void makeRoom() throws IOException {
            if (filled == block.length) {
                if (deflation.isFull()) {
                    append(deflation.next());
                }
                deflation.begin(next(false));
            }
        }

        private Block next(boolean isLast) {
            byte[] content = Arrays.copyOf(block, filled);
            checksum.update(content);
            size += filled;
            filled = 0;
            Block next = new Block(content, before, isLast);
            before = content;
            return next;
        }

        private void append(byte[] bytes) throws IOException {
            out.write(bytes, 0, bytes.length);
            deflated += bytes.length;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            Block last = next(true);
            while (!deflation.isEmpty()) {
                append(deflation.next());
            }
            append(deflation.deflated(last));
            ZipHeader.Sizes sizes = new ZipHeader.Sizes(checksum.getValue(), deflated, size);
            out.write(header.descriptor(sizes));
            add(header, sizes);
        }
    }

    /** Counts the bytes that pass. */
    private static final class CountedOutput extends OutputStream {

        private final OutputStream target;
        private long count;

        CountedOutput(OutputStream target) {
            this.target = target;
        }

        long count() {
            return count;
        }

        void write(ByteBuffer bytes) throws IOException {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            write(copy, 0, copy.length);
        }

        @Override
        public void write(int value) throws IOException {
            target.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
