package io.cellport.snapshot.zip;

/**
 * One entry as the central directory declares it. {@link EntryStream} checks the data against these values.
 *
 * @param name its checked name
 * @param storedName the bytes of the name in both headers, each as one character
 * @param number its position in the central directory, from 0
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

    /** The first four bytes of a header in the central directory. */
    static final int SIGNATURE = 0x02014b50;

    /** Bytes of a header in the central directory before the name. */
    static final int HEADER_BYTES = 46;

    /** Bytes of a local header before the name. */
    static final int LOCAL_HEADER_BYTES = 30;

    /** Whether this is a directory, which never has content. */
    public boolean isDirectory() {
        return name.directory();
    }

    /** The lowest offset at which its data can end; extra fields of the local header may move the end further back. */
    long earliestEnd() {
        return localHeaderOffset + LOCAL_HEADER_BYTES + storedName.length() + compressedSize;
    }
}
