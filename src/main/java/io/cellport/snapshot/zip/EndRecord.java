package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the central directory is, from the end record of the zip and, for large zips, the zip64 end record (APPNOTE.TXT
 * 4.3.14 to 4.3.16). Both must agree with each other and with the length of the file. Blocks; immutable.
 *
 * @param entries number of entries that the directory claims to have, not negative
 * @param directoryOffset where it starts; all entries are before it
 * @param directoryEnd where it ends
 */
record EndRecord(long entries, long directoryOffset, long directoryEnd) {

    private static final int BYTES = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_BYTES = 56;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final int IN_ZIP64_SHORT = 0xffff;
    private static final int SIGNATURE = 0x06054b50;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_SIGNATURE = 0x06064b50;

    /**
     * Finds the record. Its comment must end exactly where the file ends.
     *
     * @throws ApiException {@code PR400-MC-0004} if there is none, or its values cannot be true
     */
    static EndRecord find(BlobReader file) throws IOException {
        long size = file.size();
        int tailBytes = (int) Math.min(size, BYTES + MAX_COMMENT);
        ByteBuffer tail = read(file, size - tailBytes, tailBytes);
        for (int at = tailBytes - BYTES; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE && at + BYTES + u16(tail, at + 20) == tailBytes) {
                return parse(file, tail.slice(at, BYTES).order(ByteOrder.LITTLE_ENDIAN), size - tailBytes + at);
            }
        }
        throw refusal(file, tail, size);
    }

    /** The refusal of a file that does not end with an end record; it says so if bytes follow after a sound one. */
    private static ApiException refusal(BlobReader file, ByteBuffer tail, long size) throws IOException {
        for (int at = tail.capacity() - BYTES; at >= 0; at--) {
            long position = size - tail.capacity() + at;
            if (tail.getInt(at) == SIGNATURE && isBehindDirectory(file, tail.slice(at, BYTES), position)) {
                long behind = size - position - BYTES - u16(tail, at + 20);
                return behind > 0 ? Refusal.BYTES_BEHIND.with(behind) : Refusal.notAZip();
            }
        }
        return Refusal.notAZip();
    }

    private static boolean isBehindDirectory(BlobReader file, ByteBuffer record, long position) throws IOException {
        try {
            return parse(file, record.order(ByteOrder.LITTLE_ENDIAN), position).entries > 0;
        } catch (ApiException e) {
            return false;
        }
    }

    private static EndRecord parse(BlobReader file, ByteBuffer record, long position) throws IOException {
        int entries = u16(record, 10);
        long bytes = u32(record, 12);
        long offset = u32(record, 16);
        long locatorPosition = position - LOCATOR_BYTES;
        if (locatorPosition >= 0) {
            ByteBuffer locator = read(file, locatorPosition, LOCATOR_BYTES);
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                require(locator.getInt(4) == 0 && locator.getInt(16) == 1);
                EndRecord zip64 = parseZip64(file, locator.getLong(8), locatorPosition);
                require(isOneOf(u16(record, 4), IN_ZIP64_SHORT, 0) && isOneOf(u16(record, 6), IN_ZIP64_SHORT, 0));
                require(isOneOf(u16(record, 8), IN_ZIP64_SHORT, zip64.entries));
                require(isOneOf(entries, IN_ZIP64_SHORT, zip64.entries));
                require(isOneOf(bytes, IN_ZIP64, zip64.directoryEnd - zip64.directoryOffset));
                require(isOneOf(offset, IN_ZIP64, zip64.directoryOffset));
                return zip64;
            }
        }
        if (u16(record, 4) != 0 || u16(record, 6) != 0) {
            throw Refusal.SPLIT.with("");
        }
        require(u16(record, 8) == entries);
        requireNothingBefore(file, position, bytes, offset);
        return sized(entries, offset, position);
    }

    private static EndRecord parseZip64(BlobReader file, long position, long end) throws IOException {
        require(position >= 0 && position <= end - ZIP64_BYTES);
        ByteBuffer record = read(file, position, ZIP64_BYTES);
        long entries = record.getLong(32);
        long bytes = record.getLong(40);
        long offset = record.getLong(48);
        require(record.getInt(0) == ZIP64_SIGNATURE && record.getLong(4) == end - position - 12);
        require(record.getInt(16) == 0 && record.getInt(20) == 0 && record.getLong(24) == entries);
        require(entries >= 0 && offset >= 0 && offset <= position && bytes == position - offset);
        return sized(entries, offset, position);
    }

    /** Bytes before a zip move the directory, but the end record still has its old offset. */
    private static void requireNothingBefore(BlobReader file, long position, long bytes, long offset)
            throws IOException {
        long before = position - bytes - offset;
        boolean moved = before > 0 && bytes >= ArchiveEntry.HEADER_BYTES;
        if (moved && read(file, position - bytes, 4).getInt() == ArchiveEntry.SIGNATURE) {
            throw Refusal.BYTES_BEFORE.with(before);
        }
        require(before == 0);
    }

    /** Whether a field refers to the zip64 record (APPNOTE.TXT 4.4.1.4) or agrees with it. */
    private static boolean isOneOf(long value, long left, long agreed) {
        return value == left || value == agreed;
    }

    /** Refuses a count for which the directory is too short, before memory is allocated for it. */
    private static EndRecord sized(long entries, long offset, long end) {
        require(entries <= (end - offset) / ArchiveEntry.HEADER_BYTES);
        return new EndRecord(entries, offset, end);
    }

    private static void require(boolean consistent) {
        if (!consistent) {
            throw Refusal.notAZip();
        }
    }

    private static ByteBuffer read(BlobReader file, long position, int count) throws IOException {
        byte[] bytes = new FileWindow(file, position, position + count, count).bytes(count);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }

    private static long u32(ByteBuffer buffer, int at) {
        return buffer.getInt(at) & 0xffff_ffffL;
    }
}
