package io.cellport.snapshot.zip;

import io.cellport.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The extra fields of a header in the central directory, for values that its fixed fields cannot hold (APPNOTE.TXT 4.5,
 * 4.6). For one thread.
 */
final class ExtraFields {

    private static final int ZIP64 = 1;
    private static final int UNICODE_PATH = 0x7075;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final int DISK_IN_ZIP64 = 0xffff;
    private static final int UNICODE_PATH_HEAD = 5;

    private final ByteBuffer zip64;
    private final ByteBuffer unicodePath;

    ExtraFields(byte[] extra) {
        zip64 = find(extra, ZIP64);
        unicodePath = find(extra, UNICODE_PATH);
    }

    /**
     * The value of a 4-byte field. Call it in the order of the fields: the zip64 field has its values in this order.
     */
    long resolve(long value) {
        return value == IN_ZIP64 ? next(Long.BYTES).getLong() : value;
    }

    /** The number of a disk; call it after all {@link #resolve}. */
    long resolveDisk(int disk) {
        return disk == DISK_IN_ZIP64 ? next(Integer.BYTES).getInt() : disk;
    }

    /**
     * The name in UTF-8 (APPNOTE.TXT 4.6.9). Some tools write it beside a name in the code page of their system.
     *
     * @param storedName the name in the header; the field counts only if it holds the checksum of this name
     */
    Optional<byte[]> unicodePath(byte[] storedName) {
        if (unicodePath.remaining() <= UNICODE_PATH_HEAD || unicodePath.get(0) != 1) {
            return Optional.empty();
        }
        CRC32 crc = new CRC32();
        crc.update(storedName);
        if ((int) crc.getValue() != unicodePath.getInt(1)) {
            return Optional.empty();
        }
        byte[] name = new byte[unicodePath.remaining() - UNICODE_PATH_HEAD];
        unicodePath.get(UNICODE_PATH_HEAD, name);
        return Optional.of(name);
    }

    private ByteBuffer next(int bytes) throws ApiException {
        if (zip64.remaining() < bytes) {
            throw Refusal.notAZip();
        }
        return zip64;
    }

    private static ByteBuffer find(byte[] extra, int wanted) {
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = fields.getShort() & 0xffff;
            int length = Math.min(fields.getShort() & 0xffff, fields.remaining());
            if (id == wanted) {
                return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            fields.position(fields.position() + length);
        }
        return ByteBuffer.allocate(0);
    }
}
