package io.cellport.blob;

import io.cellport.storage.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file on a disk of this machine. Its bytes, once they are in the memory of the kernel, can be sent without waiting
 * for anything. Blocks; safe for several threads.
 *
 * @param channel reads it
 */
public record LocalFile(FileChannel channel) {

    /** Opened when it is first needed. The kernel passes pages on to it without copying them. */
    private static final class Nowhere {

        private static final FileChannel CHANNEL = open();

        private static FileChannel open() {
            try {
                return FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new StoreException("open /dev/null", e);
            }
        }
    }

    /**
     * Brings bytes into memory, unless they are there already; they stay until the memory is needed for others.
     *
     * @return how many from that offset on are there, at least one
     */
    public long load(long offset, long most) throws IOException {
        long count = channel.transferTo(offset, most, Nowhere.CHANNEL);
        if (count <= 0) {
            throw new EOFException();
        }
        return count;
    }
}
