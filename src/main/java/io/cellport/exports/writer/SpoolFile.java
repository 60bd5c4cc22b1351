package io.cellport.exports.writer;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cellport.storage.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/**
 * Bytes that are written first and read once afterwards, in a file that is gone when this is closed. The first ones are
 * kept in memory. Blocks; for one thread.
 */
final class SpoolFile implements AutoCloseable {

    private final FileChannel file;
    private final ByteBuffer waiting = ByteBuffer.allocate(256 << 10);

    /** @param directory where the file is while this is open; must exist */
    SpoolFile(Path directory) throws IOException {
        file = PrivateFiles.open(
                directory.resolve("export-" + UUID.randomUUID()), Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE));
    }

    void append(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > waiting.remaining()) {
            writeOut();
        }
        waiting.put(bytes);
    }

    private void writeOut() throws IOException {
        waiting.flip();
        while (waiting.hasRemaining()) {
            file.write(waiting);
        }
        waiting.clear();
    }

    /** Writes all bytes so far to a stream, which stays open. */
    void copyTo(OutputStream target) throws IOException {
        writeOut();
        Channels.newInputStream(file.position(0)).transferTo(target);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
