package io.cellport.exports.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip from its first byte to its last, of any size and with any number of entries. What has to wait for the
 * end, the central directory, is in a file and not in memory. All times are the same, so that equal content gives equal
 * bytes. Blocks; for one thread.
 */
final class ZipWriter implements AutoCloseable {

    /** Fast: level 6 takes half again the time for five percent of the size. */
    private static final int LEVEL = 3;

    private static final byte[] NO_BYTES = new byte[0];

    private final CountedOutput out;
    private final SpoolFile directory;
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final byte[] deflated = new byte[64 << 10];
    private long entries;

    /** @param directory empty; the caller closes it */
    ZipWriter(OutputStream out, SpoolFile directory) {
        this.out = new CountedOutput(out);
        this.directory = directory;
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
        deflater.reset();
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
        deflater.end();
    }

    /** The content of the entry that is being written. */
    private final class Entry extends OutputStream {

        private final ZipHeader header;
        private final CRC32 checksum = new CRC32();
        private boolean closed;

        Entry(ZipHeader header) {
            this.header = header;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            checksum.update(bytes, offset, length);
            deflater.setInput(bytes, offset, length);
            while (!deflater.needsInput()) {
                drain();
            }
        }

        private void drain() throws IOException {
            int count = deflater.deflate(deflated);
            if (count > 0) {
                out.write(deflated, 0, count);
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            deflater.setInput(NO_BYTES);
            deflater.finish();
            while (!deflater.finished()) {
                drain();
            }
            ZipHeader.Sizes sizes =
                    new ZipHeader.Sizes(checksum.getValue(), deflater.getBytesWritten(), deflater.getBytesRead());
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
