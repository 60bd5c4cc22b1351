package io.cellport.storage.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The first page: the header of the file, and a schema in which nothing is. Blocks; stateless. */
final class Header {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** The version of SQLite whose format this is; any number will do. */
    private static final int SQLITE = 3_040_001;

    private Header() {}

    static void write(FileChannel channel, int applicationId, long pages) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PageBytes.SIZE);
        page.put(MAGIC).putShort((short) PageBytes.SIZE);
        // Written and read without a log, no reserved bytes, and three fractions that never change.
        page.put(new byte[] {1, 1, 0, 64, 32, 32});
        // The count of changes, which equals the one below: only then SQLite believes the number of pages.
        page.putInt(1).putInt((int) pages);
        page.putInt(44, 4).putInt(56, 1);
        page.putInt(68, applicationId).putInt(92, 1).putInt(96, SQLITE);
        page.put(100, (byte) Page.TABLE_LEAF).putShort(105, (short) PageBytes.SIZE);
        page.position(0);
        for (long at = 0; page.hasRemaining(); ) {
            at += channel.write(page, at);
        }
    }
}
