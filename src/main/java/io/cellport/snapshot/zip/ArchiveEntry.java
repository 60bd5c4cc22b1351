package io.cellport.snapshot.zip;

/**
 * One entry as the central directory declares it. {@link EntryStream} holds the data to what stands here.
 *
 * @param name its checked name
 * @param storedName the bytes of the name as they stand in both headers, each as one character
 * @param number its place in the central directory, from 0
 * @param method {@link #STORED} or {@link #DEFLATED}
 * @param crc CRC-32 of the content, unsigned
 * @param compressedSize bytes in the zip
 * @param size bytes of the content
 * @param localHeaderOffset where its local header starts, from the first byte of the file
 */
public record ArchiveEntry(
        EntryName name,
        String storedName,
        int number,
        int method,
        long crc,
        long compressedSize,
        long size,
        long localHeaderOffset) {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** What an entry's header in the central directory begins with. */
    static final int SIGNATURE = 0x02014b50;

    /** Bytes of a header in the central directory in front of its name. */
    static final int HEADER_BYTES = 46;

    /** Bytes of a local header in front of its name. */
    static final int LOCAL_HEADER_BYTES = 30;

    /** Whether this is a directory, which never has content. */
    public boolean isDirectory() {
        return name.directory();
    }

    /** The earliest place where its data can end; the local header may have extra fields that move it further back. */
    long earliestEnd() {
        return localHeaderOffset + LOCAL_HEADER_BYTES + storedName.length() + compressedSize;
    }
}
