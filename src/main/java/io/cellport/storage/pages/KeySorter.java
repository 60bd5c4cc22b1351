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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of keys in little memory: sorted runs go to a file, and are merged in the end. Keys are taken one after
 * the other, so that sorting is spread over the time in which they come. Blocks; for one thread.
 */
public final class KeySorter implements AutoCloseable {

    private static final int RUN_BYTES = 2 << 20;

    /** All runs are read at the same time, with this much memory together. */
    private static final int READ_BYTES = 2 << 20;

    private static final int LEAST_READ_BYTES = 4 << 10;

    private static final byte[] NONE = {};

    private final Path file;
    private final List<Long> ends = new ArrayList<>();
    private KeyRun run = new KeyRun(RUN_BYTES);
    private @Nullable FileChannel channel;

    /** Takes the keys in their order. */
    @FunctionalInterface
    public interface Consumer {

        /** @param key those of equal keys come in the order of their numbers */
        void accept(byte[] key, long row);
    }

    /** @param file a new one, which is deleted in the end */
    public KeySorter(Path file) {
        this.file = file;
    }

    public void add(byte[] key, long row) {
        add(key, NONE, row);
    }

    /** Adds a key of two parts. */
    public void add(byte[] first, byte[] second, long row) {
        int length = first.length + second.length;
        if (!run.hasRoomFor(length)) {
            spill();
            if (!run.hasRoomFor(length)) {
                run = new KeyRun(KeyRun.PREFIX + length);
            }
        }
        run.add(first, second, row);
    }

    /** Writes a run to the file, and goes back to one of the usual size. */
    private void spill() {
        if (run.isEmpty()) {
            return;
        }
        run.sort();
        try {
            if (channel == null) {
                channel = PrivateFiles.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
            }
            write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (run.arena().length == RUN_BYTES) {
            run.clear();
        } else {
            run = new KeyRun(RUN_BYTES);
        }
    }

    private void write() throws IOException {
        long at = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
        ByteBuffer piece = ByteBuffer.allocate(64 << 10);
        for (int i = 0; i < run.count(); i++) {
            int size = run.entryBytes(i);
            if (piece.remaining() < size) {
                at = write(piece.flip(), at);
                piece.clear();
            }
            if (piece.remaining() < size) {
                at = write(ByteBuffer.wrap(run.arena(), run.offset(i), size), at);
            } else {
                piece.put(run.arena(), run.offset(i), size);
            }
        }
        ends.add(write(piece.flip(), at));
    }

    private long write(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }

    /** Gives all keys in their order, once. */
    public void sorted(Consumer consumer) {
        if (ends.isEmpty()) {
            run.sort();
            byte[] arena = run.arena();
            for (int i = 0; i < run.count(); i++) {
                give(arena, run.offset(i), consumer);
            }
            return;
        }
        spill();
        run = new KeyRun(0);
        new Merge(cursors()).forEach((bytes, entry) -> give(bytes, entry, consumer));
    }

    private static void give(byte[] bytes, int entry, Consumer consumer) {
        int from = entry + KeyRun.PREFIX;
        byte[] key = new byte[KeyRun.length(bytes, entry)];
        System.arraycopy(bytes, from, key, 0, key.length);
        consumer.accept(key, KeyRun.row(bytes, entry));
    }

    private List<RunCursor> cursors() {
        int buffer = Math.max(LEAST_READ_BYTES, READ_BYTES / ends.size());
        List<RunCursor> cursors = new ArrayList<>();
        long begin = 0;
        for (long end : ends) {
            cursors.add(new RunCursor(channel, begin, end, buffer));
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
