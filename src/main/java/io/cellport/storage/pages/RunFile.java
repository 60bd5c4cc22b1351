package io.cellport.storage.pages;

import io.cellport.storage.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of sorted runs, one behind the other. It is made when something is put into it, and is gone from its
 * directory at once. Failures of the disk are {@link UncheckedIOException}s. Blocks; for one thread.
 */
final class RunFile implements AutoCloseable {

    private static final int PIECE_BYTES = 64 << 10;

    /** So much of a run is read at a time when there are very many. */
    private static final int LEAST_READ_BYTES = 512;

    private final Path file;
    private final List<Long> ends = new ArrayList<>();
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    private @Nullable FileChannel channel;
    private long written;

    RunFile(Path file) {
        this.file = file;
    }

    /** Whether it has no run. */
    boolean isEmpty() {
        return ends.isEmpty();
    }

    void put(byte[] bytes, int from, int size) {
        for (int done = 0; done < size; ) {
            if (!piece.hasRemaining()) {
                write();
            }
            int most = Math.min(piece.remaining(), size - done);
            piece.put(bytes, from + done, most);
            done += most;
        }
    }

    void endRun() {
        write();
        ends.add(written);
    }

    private void write() {
        piece.flip();
        try {
            FileChannel open = channel == null ? open() : channel;
            channel = open;
            while (piece.hasRemaining()) {
                written += open.write(piece, written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        piece.clear();
    }

    private FileChannel open() throws IOException {
        return PrivateFiles.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    /**
     * All runs, which share this much memory; very many of them take more.
     *
     * @param common bytes that all keys begin with
     */
    List<RunCursor> cursors(int memory, int common) {
        int buffer = Math.max(LEAST_READ_BYTES, memory / ends.size());
        List<RunCursor> cursors = new ArrayList<>();
        long begin = 0;
        for (long end : ends) {
            int bytes = (int) Math.min(buffer, end - begin);
            cursors.add(new RunCursor(Objects.requireNonNull(channel), begin, end, bytes, common));
            begin = end;
        }
        return cursors;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
