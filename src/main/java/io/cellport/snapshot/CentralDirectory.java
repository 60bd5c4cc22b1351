package io.cellport.snapshot;

import io.cellport.config.Limits;
import io.cellport.message.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One pass over the central directory of a zip (APPNOTE.TXT 4.3.12), entry by entry, in constant memory. Every entry
 * that it hands out is one that can be read: neither encrypted nor a link, of a known method, with an allowed name.
 * Blocks; for one thread.
 *
 * <p>{@link #next} throws {@link ApiException}: {@code PR400-MC-0004} when the directory is not what the end record
 * says, {@code PR400-MC-0005} for a refused entry, {@code PR500-CM-0002} when the disk fails.
 */
final class CentralDirectory implements Iterator<ArchiveEntry> {

    /** Bytes of a header in front of its name. */
    static final int HEADER_BYTES = 46;

    private static final int WINDOW_BYTES = 64 << 10;
    private static final int SIGNATURE = 0x02014b50;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    /** Encrypted, strongly encrypted, or with masked headers. */
    private static final int ENCRYPTION_FLAGS = 1 | 1 << 6 | 1 << 13;

    private static final int UNIX_TYPE_MASK = 0170000;
    private static final int UNIX_DIRECTORY = 0040000;
    private static final int UNIX_REGULAR_FILE = 0100000;

    private final EndRecord end;
    private final Limits limits;
    private final FileWindow window;
    private long passed;

    CentralDirectory(BlobReader file, EndRecord end, Limits limits) {
        this.end = end;
        this.limits = limits;
        window = new FileWindow(file, end.directoryOffset(), end.directoryEnd(), WINDOW_BYTES);
    }

    @Override
    public boolean hasNext() {
        if (passed == end.entries() && window.remaining() > 0) {
            throw Refusal.notAZip();
        }
        return passed < end.entries();
    }

    @Override
    public ArchiveEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            ArchiveEntry entry = read();
            passed++;
            return entry;
        } catch (EOFException e) {
            throw Refusal.notAZip();
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    private ArchiveEntry read() throws IOException {
        if (window.u32() != SIGNATURE) {
            throw Refusal.notAZip();
        }
        window.skip(4);
        int flags = window.u16();
        int method = window.u16();
        window.skip(4);
        long crc = window.u32();
        long compressedSize = window.u32();
        long size = window.u32();
        int nameBytes = window.u16();
        int extraBytes = window.u16();
        int commentBytes = window.u16();
        int disk = window.u16();
        window.skip(2);
        int unixType = (int) (window.u32() >>> 16) & UNIX_TYPE_MASK;
        long offset = window.u32();
        EntryName name = EntryName.parse(window.bytes(nameBytes), limits);
        Zip64Fields zip64 = new Zip64Fields(window.bytes(extraBytes));
        window.skip(commentBytes);

        size = zip64.resolve(size);
        compressedSize = zip64.resolve(compressedSize);
        offset = zip64.resolve(offset);
        ArchiveEntry entry = new ArchiveEntry(name, method, crc, compressedSize, size, offset);
        checkKind(entry, flags, unixType);
        checkPlace(entry, disk);
        return entry;
    }

    private static void checkKind(ArchiveEntry entry, int flags, int unixType) {
        EntryName name = entry.name();
        if ((flags & ENCRYPTION_FLAGS) != 0) {
            throw Defect.ENCRYPTED.in(name);
        }
        if (entry.method() != ArchiveEntry.STORED && entry.method() != ArchiveEntry.DEFLATED) {
            throw Defect.UNSUPPORTED_METHOD.in(name);
        }
        if (unixType != 0 && unixType != UNIX_DIRECTORY && unixType != UNIX_REGULAR_FILE) {
            throw Defect.LINK_OR_DEVICE.in(name);
        }
        if (entry.isDirectory() && entry.size() != 0) {
            throw Defect.DIRECTORY_WITH_CONTENT.in(name);
        }
        if (entry.method() == ArchiveEntry.STORED && entry.size() != entry.compressedSize()) {
            throw Defect.WRONG_SIZE.in(name);
        }
    }

    private void checkPlace(ArchiveEntry entry, int disk) {
        long available = end.directoryOffset() - entry.localHeaderOffset();
        if (disk != 0
                || entry.localHeaderOffset() < 0
                || entry.compressedSize() < 0
                || entry.size() < 0
                || entry.compressedSize() > available
                || entry.earliestEnd() > end.directoryOffset()) {
            throw Refusal.notAZip();
        }
    }

    /** The values of the zip64 extra field (APPNOTE.TXT 4.5.3), which stand there in the order they are missing. */
    private static final class Zip64Fields {

        private final ByteBuffer values;

        Zip64Fields(byte[] extra) {
            ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer found = ByteBuffer.allocate(0);
            while (fields.remaining() >= 4) {
                int id = fields.getShort() & 0xffff;
                int length = Math.min(fields.getShort() & 0xffff, fields.remaining());
                if (id == ZIP64_EXTRA) {
                    found = fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
                    break;
                }
                fields.position(fields.position() + length);
            }
            values = found;
        }

        long resolve(long value) {
            if (value != IN_ZIP64) {
                return value;
            }
            if (values.remaining() < 8) {
                throw Refusal.notAZip();
            }
            return values.getLong();
        }
    }
}
