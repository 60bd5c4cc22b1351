package io.cellport.snapshot.zip;

/** The fields of the records at the end of a zip; what nobody changes is true. */
final class RawEnd {

    int disk;
    long entries;
    long bytes;
    long offset;
    byte[] comment = RawHeader.NOTHING;

    /** Whether the zip64 records are written. */
    boolean zip64;

    int zip64Disk;
    long zip64Entries;
    long zip64Bytes;
    long zip64Offset;
    long zip64RecordBytes = 44;
    long locatorOffset;
    int locatorDisks = 1;

    /** What stands between the central directory and its end record. */
    byte[] before = RawHeader.NOTHING;

    RawEnd(long entries, long bytes, long offset) {
        this.entries = zip64Entries = entries;
        this.bytes = zip64Bytes = bytes;
        this.offset = zip64Offset = offset;
        locatorOffset = offset + bytes;
        zip64 = entries >= 0xffff || offset >= 0xffff_ffffL;
    }

    byte[] encode() {
        LittleEndian record = new LittleEndian().bytes(before);
        if (zip64) {
            encodeZip64(record);
        }
        return record.u32(0x06054b50)
                .u16(disk)
                .u16(disk)
                .u16(Math.min(entries, 0xffff))
                .u16(Math.min(entries, 0xffff))
                .u32(RawHeader.saturated(bytes))
                .u32(RawHeader.saturated(offset))
                .u16(comment.length)
                .bytes(comment)
                .toBytes();
    }

    private void encodeZip64(LittleEndian record) {
        record.u32(0x06064b50)
                .u64(zip64RecordBytes)
                .u16(45)
                .u16(45)
                .u32(zip64Disk)
                .u32(zip64Disk)
                .u64(zip64Entries)
                .u64(zip64Entries)
                .u64(zip64Bytes)
                .u64(zip64Offset)
                .u32(0x07064b50)
                .u32(0)
                .u64(locatorOffset)
                .u32(locatorDisks);
    }
}
