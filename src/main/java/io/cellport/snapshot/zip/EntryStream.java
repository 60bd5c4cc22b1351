package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of one entry, checked against the central directory. It never has more bytes than the declared size,
 * which the archive's limits allow, and it returns the last bytes only if size and checksum are right. So an entry with
 * false declarations costs no more than it declares. Blocks; for one thread.
 *
 * <p>Reading throws {@link ApiException}: {@code PR400-MC-0005} for a damaged entry, {@code PR500-CM-0002} if the disk
 * fails. Closing frees the inflater's memory.
 */
public final class EntryStream extends InputStream {

    private static final int BUFFER_BYTES = 64 << 10;

    private final ArchiveEntry entry;
    private final FileWindow data;
    private final @Nullable Inflater inflater;
    private final byte[] compressed;
    private final CRC32 crc = new CRC32();
    private long handedOut;
    private boolean verified;

    /** Opens an entry whose data must end before {@code limit}. */
    EntryStream(BlobReader file, ArchiveEntry entry, long limit) {
        this.entry = entry;
        int capacity = (int) Math.min(BUFFER_BYTES, LocalHeader.USUAL_BYTES + entry.compressedSize());
        try {
            data = new FileWindow(file, entry.localHeaderOffset(), limit, capacity);
            LocalHeader.check(data, entry);
            data.narrow(entry.compressedSize());
        } catch (EOFException e) {
            throw Defect.HEADERS_DIFFER.in(entry.name().text());
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
        boolean deflated = entry.method() == ArchiveEntry.DEFLATED;
        inflater = deflated ? new Inflater(true) : null;
        compressed = new byte[deflated ? (int) Math.min(BUFFER_BYTES, entry.compressedSize()) : 0];
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        try {
            int n = produce(bytes, offset, (int) Math.min(length, entry.size() - handedOut));
            crc.update(bytes, offset, n);
            handedOut += n;
            if (handedOut == entry.size() && !verified) {
                verify();
            }
            return n == 0 ? -1 : n;
        } catch (IOException e) {
            throw Refusal.unreadable();
        } catch (DataFormatException e) {
            throw Defect.CORRUPT.in(entry.name().text());
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }

    /** Produces the bytes that are available at once: at least one, unless {@code length} is 0. */
    private int produce(byte[] bytes, int offset, int length) throws IOException, DataFormatException {
        if (length == 0) {
            return 0;
        }
        int n = inflater == null ? data.read(bytes, offset, length) : inflate(inflater, bytes, offset, length);
        if (n == 0) {
            throw Defect.WRONG_SIZE.in(entry.name().text());
        }
        return n;
    }

    /** Returns 0 only if the compressed data has ended. */
    private int inflate(Inflater inflater, byte[] bytes, int offset, int length)
            throws IOException, DataFormatException {
        int n = inflater.inflate(bytes, offset, length);
        while (n == 0 && !inflater.finished()) {
            if (inflater.needsDictionary() || data.remaining() == 0) {
                throw Defect.CORRUPT.in(entry.name().text());
            }
            inflater.setInput(compressed, 0, data.read(compressed, 0, compressed.length));
            n = inflater.inflate(bytes, offset, length);
        }
        return n;
    }

    private void verify() throws IOException, DataFormatException {
        if (inflater != null
                && (inflate(inflater, new byte[1], 0, 1) != 0 || inflater.getBytesRead() != entry.compressedSize())) {
            throw Defect.WRONG_SIZE.in(entry.name().text());
        }
        if (crc.getValue() != entry.crc()) {
            throw Defect.WRONG_CHECKSUM.in(entry.name().text());
        }
        verified = true;
    }
}
