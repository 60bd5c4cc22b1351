package io.cellport.blob.s3;

import io.cellport.blob.BlobReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads a blob from S3, each time more than is asked for: twice as much as the last time if the reader goes on from
 * there. It keeps what it read last at a few places, because the readers of an archive go forwards at several. Without
 * memory for that it reads what is asked for. Blocks; safe for several threads.
 */
final class S3BlobReader implements BlobReader {

    static final int MOST_AHEAD = 2 << 20;

    private static final int LEAST_AHEAD = 64 << 10;

    /** Who skips no more than this goes on. */
    private static final int SKIP = 64 << 10;

    private static final int PLACES = 3;

    private final Bucket bucket;
    private final String key;
    private final Bucket.Head object;
    private final ReadAhead memory;

    /** The one that was used last is the first. */
    private final Deque<Window> windows = new ArrayDeque<>(PLACES);

    private boolean closed;

    S3BlobReader(Bucket bucket, String key, Bucket.Head object, ReadAhead memory) {
        this.bucket = bucket;
        this.key = key;
        this.object = object;
        this.memory = memory;
    }

    /** Bytes of the blob from an offset on. */
    private record Window(long start, ByteBuffer bytes) {

        long end() {
            return start + bytes.capacity();
        }

        boolean has(long offset) {
            return offset >= start && offset < end();
        }

        boolean leadsTo(long offset) {
            return offset >= end() && offset - end() <= SKIP;
        }

        int copy(long offset, ByteBuffer target) {
            int from = (int) (offset - start);
            int count = Math.min(target.remaining(), bytes.capacity() - from);
            target.put(bytes.slice(from, count));
            return count;
        }
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public synchronized int read(ByteBuffer target, long offset) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (offset >= object.size()) {
            return -1;
        }
        Optional<Window> found =
                windows.stream().filter(window -> window.has(offset)).findFirst();
        Optional<Window> window = found.isPresent() ? found : ahead(offset, target.remaining());
        if (window.isEmpty()) {
            return readDirectly(target, offset);
        }
        windows.remove(window.get());
        windows.addFirst(window.get());
        return window.get().copy(offset, target);
    }

    private int readDirectly(ByteBuffer target, long offset) {
        int count = (int) Math.min(target.remaining(), object.size() - offset);
        int limit = target.limit();
        try {
            bucket.get(key, object, offset, target.limit(target.position() + count));
        } finally {
            target.limit(limit);
        }
        return count;
    }

    /** Reads ahead in the place of the window before, or of the one that was not used for longest. */
    private Optional<Window> ahead(long offset, int asked) {
        if (asked >= MOST_AHEAD) {
            return Optional.empty();
        }
        Optional<Window> before =
                windows.stream().filter(window -> window.leadsTo(offset)).findFirst();
        int last =
                Math.max(asked, before.map(window -> window.bytes().capacity()).orElse(LEAST_AHEAD / 2));
        int size = (int) Math.min(Math.min(2L * last, MOST_AHEAD), object.size() - offset);
        before.ifPresent(this::drop);
        if (windows.size() == PLACES) {
            drop(windows.getLast());
        }
        if (!memory.take(size)) {
            return Optional.empty();
        }
        return Optional.of(fetched(offset, size));
    }

    private Window fetched(long offset, int size) {
        boolean fetched = false;
        try {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            bucket.get(key, object, offset, bytes);
            fetched = true;
            return new Window(offset, bytes);
        } finally {
            if (!fetched) {
                memory.giveBack(size);
            }
        }
    }

    private void drop(Window window) {
        windows.remove(window);
        memory.giveBack(window.bytes().capacity());
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!windows.isEmpty()) {
            drop(windows.getLast());
        }
    }
}
