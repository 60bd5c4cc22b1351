package io.cellport.snapshot.zip;

import io.cellport.blob.BlobReader;
import io.cellport.error.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Checks the header before an entry's data (APPNOTE.TXT 4.3.7) against the central directory. Blocks; stateless. */
final class LocalHeader {

    /** Most headers of snapshots, with name and extra fields, are not longer than this. */
    static final int USUAL_BYTES = 256;

    private static final long SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED_FLAG = 1;
    private static final int DATA_DESCRIPTOR_FLAG = 1 << 3;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    private LocalHeader() {}

    /**
     * Checks the header of an entry that will not be read.
     *
     * @throws ApiException {@code PR400-MC-0005} if it differs, {@code PR500-CM-0002} if the disk fails
     */
    static void check(BlobReader file, ArchiveEntry entry, long limit) {
        try {
            check(new FileWindow(file, entry.localHeaderOffset(), limit, USUAL_BYTES), entry);
        } catch (EOFException e) {
            throw Defect.HEADERS_DIFFER.in(entry.name().text());
        } catch (IOException e) {
            throw Refusal.unreadable();
        }
    }

    /** Checks the header and leaves the window at the first byte of the data. */
    static void check(FileWindow window, ArchiveEntry entry) throws IOException {
        boolean signed = window.u32() == SIGNATURE;
        window.skip(2);
        int flags = window.u16();
        int method = window.u16();
        window.skip(4);
        boolean later = (flags & DATA_DESCRIPTOR_FLAG) != 0;
        boolean sameCrc = agrees(window.u32(), entry.crc(), later);
        boolean sameCompressedSize = agrees(window.u32(), entry.compressedSize(), later);
        boolean sameSize = agrees(window.u32(), entry.size(), later);
        int nameBytes = window.u16();
        int extraBytes = window.u16();
        if (!signed
                || (flags & ENCRYPTED_FLAG) != 0
                || method != entry.method()
                || !sameCrc
                || !sameCompressedSize
                || !sameSize
                || !isStoredName(window.bytes(nameBytes), entry)) {
            throw Defect.HEADERS_DIFFER.in(entry.name().text());
        }
        window.skip(extraBytes);
    }

    private static boolean isStoredName(byte[] name, ArchiveEntry entry) {
        return new String(name, StandardCharsets.ISO_8859_1).equals(entry.storedName());
    }

    /** A local header may leave a value to a data descriptor after the data, or to a zip64 extra field. */
    private static boolean agrees(long local, long central, boolean later) {
        return local == central || local == IN_ZIP64 || (later && local == 0);
    }
}
