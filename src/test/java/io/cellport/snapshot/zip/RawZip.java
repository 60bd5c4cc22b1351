package io.cellport.snapshot.zip;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a zip under the caller's control, so that any of its fields can lie. Sound ones look like those of Java's zip
 * file system: data descriptors and the UTF-8 flag on files, neither on directories. Streams to disk whatever the size.
 */
final class RawZip implements AutoCloseable {

    private static final int STREAMED_FILE_FLAGS = 0x808;

    private final Counting out;
    private final Path directoryFile;
    private final OutputStream directory;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private long entries;

    RawZip(Path target) throws IOException {
        out = new Counting(new BufferedOutputStream(Files.newOutputStream(target), 1 << 16));
        directoryFile = target.resolveSibling(target.getFileName() + ".directory");
        directory = new BufferedOutputStream(Files.newOutputStream(directoryFile), 1 << 16);
    }

    /** Makes a file by writing a zip; the zip is closed but not finished. */
    static Writing writing(Zipping zipping) {
        return file -> {
            try (RawZip zip = new RawZip(file)) {
                zipping.to(zip);
            }
        };
    }

    /** Bytes that belong to no entry. */
    RawZip bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    RawZip add(RawEntry entry) throws IOException {
        int flags = entry.isDirectory() ? 0 : STREAMED_FILE_FLAGS;
        RawHeader local = new RawHeader(entry.name(), flags, entry.method(), out.count);
        RawHeader central = new RawHeader(entry.name(), flags, entry.method(), out.count);
        entry.local().accept(local);
        out.write(local.local());

        long start = out.count;
        CRC32 crc = new CRC32();
        central.size = writeContent(entry, crc);
        central.compressedSize = out.count - start;
        central.crc = crc.getValue();
        if (!entry.isDirectory()) {
            out.write(RawHeader.dataDescriptor(central.crc, central.compressedSize, central.size));
        }
        entry.central().accept(central);
        return addCentral(central);
    }

    /** A header in the central directory without an entry of its own. */
    RawZip addCentral(RawHeader header) throws IOException {
        directory.write(header.central());
        entries++;
        return this;
    }

    void finish(Consumer<RawEnd> lie) throws IOException {
        directory.close();
        RawEnd end = new RawEnd(entries, Files.size(directoryFile), out.count);
        Files.copy(directoryFile, out);
        lie.accept(end);
        out.write(end.encode());
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        out.close();
        directory.close();
        Files.deleteIfExists(directoryFile);
    }

    private long writeContent(RawEntry entry, CRC32 crc) throws IOException {
        if (entry.method() != 8) {
            Counting content = new Counting(new CheckedOutputStream(out, crc));
            entry.content().writeTo(content);
            return content.count;
        }
        deflater.reset();
        DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 1 << 13);
        Counting content = new Counting(new CheckedOutputStream(deflated, crc));
        entry.content().writeTo(content);
        deflated.finish();
        return content.count;
    }

    /** Makes a file. */
    @FunctionalInterface
    interface Writing {
        void to(Path file) throws IOException;
    }

    /** Fills a zip. */
    @FunctionalInterface
    interface Zipping {
        void to(RawZip zip) throws IOException;
    }

    private static final class Counting extends FilterOutputStream {

        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
