package io.cellport.snapshot.zip;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The fields of a local or central header of a zip; what nobody changes is true. */
final class RawHeader {

    static final byte[] NOTHING = {};
    private static final long IN_ZIP64 = 0xffff_ffffL;

    byte[] name;
    int flags;
    int method;
    long crc;
    long compressedSize;
    long size;
    long offset;
    int disk;
    long attributes;
    byte[] extra = NOTHING;

    /** The system that wrote the header; 3 is Unix. */
    int host = 3;

    /** How long the extra fields of a local header claim to be; negative: the truth. */
    int extraLength = -1;

    /** Whether values that do not fit go to a zip64 extra field. */
    boolean zip64Extra = true;

    RawHeader(byte[] name, int flags, int method, long offset) {
        this.name = name;
        this.flags = flags;
        this.method = method;
        this.offset = offset;
    }

    byte[] local() {
        return common(new LittleEndian().u32(0x04034b50), extra)
                .bytes(name)
                .bytes(extra)
                .toBytes();
    }

    byte[] central() {
        byte[] extras = zip64Extra ? withZip64Extra() : extra;
        return common(new LittleEndian().u32(0x02014b50).u16(host << 8 | 20), extras)
                .u16(0)
                .u16(disk)
                .u16(0)
                .u32(attributes)
                .u32(saturated(offset))
                .bytes(name)
                .bytes(extras)
                .toBytes();
    }

    /** An extra field with a name in UTF-8 for what stands in the header in another code page. */
    static byte[] unicodePath(String storedName, String name) {
        return unicodePath(storedName.getBytes(StandardCharsets.ISO_8859_1), name);
    }

    static byte[] unicodePath(byte[] storedName, String name) {
        CRC32 crc = new CRC32();
        crc.update(storedName);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return new LittleEndian()
                .u16(0x7075)
                .u16(5 + utf8.length)
                .bytes(new byte[] {1})
                .u32(crc.getValue())
                .bytes(utf8)
                .toBytes();
    }

    /** The record behind the data of a streamed entry. */
    static byte[] dataDescriptor(long crc, long compressedSize, long size) {
        LittleEndian record = new LittleEndian().u32(0x08074b50).u32(crc);
        boolean large = Math.max(compressedSize, size) >= IN_ZIP64;
        return large
                ? record.u64(compressedSize).u64(size).toBytes()
                : record.u32(compressedSize).u32(size).toBytes();
    }

    /** The value as a 4-byte field shows it. */
    static long saturated(long value) {
        return value < 0 || value >= IN_ZIP64 ? IN_ZIP64 : value;
    }

    private LittleEndian common(LittleEndian record, byte[] extras) {
        return record.u16(20)
                .u16(flags)
                .u16(method)
                .u32(0)
                .u32(crc)
                .u32(saturated(compressedSize))
                .u32(saturated(size))
                .u16(name.length)
                .u16(extraLength < 0 ? extras.length : extraLength);
    }

    private byte[] withZip64Extra() {
        LittleEndian values = new LittleEndian();
        for (long value : new long[] {size, compressedSize, offset}) {
            if (saturated(value) == IN_ZIP64) {
                values.u64(value);
            }
        }
        byte[] zip64 = values.toBytes();
        return zip64.length == 0
                ? extra
                : new LittleEndian()
                        .bytes(extra)
                        .u16(1)
                        .u16(zip64.length)
                        .bytes(zip64)
                        .toBytes();
    }
}
