package io.cellport.blob;

import io.cellport.error.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file as a blob. A file server may forget open files when it restarts; then the file is opened once more.
 * Blocks; safe for several threads.
 */
public final class FileBlobReader implements BlobReader {

    private final Path path;
    private volatile FileChannel file;

    /** The channel that the file server forgot. Other threads may be reading from it. */
    private @Nullable FileChannel forgotten;

    public FileBlobReader(Path path) throws IOException {
        this.path = path;
        file = open();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private interface Question<T> {
        T ask(FileChannel file) throws IOException;
    }

    @Override
    public long size() throws IOException {
        return ask(FileChannel::size);
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
        return ask(channel -> channel.read(target, offset));
    }

    private <T> T ask(Question<T> question) throws IOException {
        FileChannel asked = file;
        try {
            return question.ask(asked);
        } catch (IOException e) {
            if (!isStale(e)) {
                throw e;
            }
            return question.ask(replacementOf(asked, e));
        }
    }

    private static boolean isStale(IOException failure) {
        return FailureReason.ownOf(failure)
                .filter(reason -> reason.name().equals("ESTALE"))
                .isPresent();
    }

    private synchronized FileChannel replacementOf(FileChannel stale, IOException failure) throws IOException {
        if (!file.isOpen()) {
            throw new ClosedChannelException();
        }
        if (file == stale) {
            if (forgotten != null) {
                throw failure;
            }
            file = open();
            forgotten = stale;
        }
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        try (FileChannel alsoClosed = forgotten) {
            file.close();
        }
    }
}
