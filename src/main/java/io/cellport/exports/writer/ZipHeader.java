package io.cellport.exports.writer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The records of one entry of a zip, as APPNOTE.TXT 6.3 of PKWARE describes them. Sizes and the checksum follow the
 * content in a data descriptor, because they are not known before; if they are large, only the descriptor and the
 * central directory say so, as in the zips that Java writes. Immutable.
 *
 * @param name the entry's name, UTF-8; that of a directory ends in {@code /}
 * @param deflated whether it has content, which is deflated; otherwise it is a directory
 * @param offset where the entry begins
 */
record ZipHeader(byte[] name, boolean deflated, long offset) {

    /**
     * What is known of an entry's content behind it.
     *
     * @param checksum CRC-32
     * @param deflated bytes in the zip
     * @param size bytes of the content
     */
    record Sizes(long checksum, long deflated, long size) {

        private boolean areLarge() {
            return deflated >= NO_32_BITS || size >= NO_32_BITS;
        }
    }

    private static final long NO_32_BITS = 0xffff_ffffL;
    private static final int NO_16_BITS = 0xffff;

    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;

    private static final int UTF_8_NAME = 1 << 11;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int DEFLATED = 8;

    /** The first of January 1980, the earliest day that there is. */
    private static final int FIRST_DAY = 1 << 5 | 1;

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer common(ByteBuffer record, short version) {
        return record.putShort(version)
                .putShort((short) (UTF_8_NAME | (deflated ? DESCRIPTOR : 0)))
                .putShort((short) (deflated ? DEFLATED : 0))
                .putShort((short) 0)
                .putShort((short) FIRST_DAY);
    }

    /** The record before the content. */
    ByteBuffer local() {
        ByteBuffer record = common(allocate(30 + name.length).putInt(0x04034b50), VERSION);
        record.putInt(0).putInt(0).putInt(0).putShort((short) name.length).putShort((short) 0);
        return record.put(name).flip();
    }

    /** The record behind the content. */
    ByteBuffer descriptor(Sizes sizes) {
        ByteBuffer record = allocate(24).putInt(0x08074b50).putInt((int) sizes.checksum);
        if (sizes.areLarge()) {
            record.putLong(sizes.deflated).putLong(sizes.size);
        } else {
            record.putInt((int) sizes.deflated).putInt((int) sizes.size);
        }
        return record.flip();
    }

    /** The record in the central directory. */
    ByteBuffer central(Sizes sizes) {
        boolean isLarge = sizes.areLarge();
        boolean isFar = offset >= NO_32_BITS;
        int values = (isLarge ? 2 : 0) + (isFar ? 1 : 0);
        int extra = values == 0 ? 0 : 4 + 8 * values;
        short version = values == 0 ? VERSION : VERSION_64;
        ByteBuffer record =
                allocate(46 + name.length + extra).putInt(0x02014b50).putShort(version);
        common(record, version).putInt((int) sizes.checksum);
        record.putInt(isLarge ? -1 : (int) sizes.deflated).putInt(isLarge ? -1 : (int) sizes.size);
        record.putShort((short) name.length).putShort((short) extra);
        record.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        record.putInt(isFar ? -1 : (int) offset).put(name);
        if (values > 0) {
            record.putShort((short) 1).putShort((short) (8 * values));
        }
        if (isLarge) {
            record.putLong(sizes.size).putLong(sizes.deflated);
        }
        if (isFar) {
            record.putLong(offset);
        }
        return record.flip();
    }

    /**
     * The last records of a zip.
     *
     * @param start where the central directory begins
     * @param length bytes of the central directory
     */
    static ByteBuffer end(long entries, long start, long length) {
        ByteBuffer records = allocate(98);
        if (entries >= NO_16_BITS || start >= NO_32_BITS || length >= NO_32_BITS) {
            records.putInt(0x06064b50).putLong(44).putShort(VERSION_64).putShort(VERSION_64);
            records.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(length)
                    .putLong(start);
            records.putInt(0x07064b50).putInt(0).putLong(start + length).putInt(1);
        }
        short count = (short) Math.min(entries, NO_16_BITS);
        records.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        records.putInt((int) Math.min(length, NO_32_BITS)).putInt((int) Math.min(start, NO_32_BITS));
        return records.putShort((short) 0).flip();
    }
}
