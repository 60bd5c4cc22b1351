package io.cellport.http.part;

import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;

/**
 * Bytes of a file that were in memory a moment ago, for {@code sendfile}. It ends early if the client takes the rest so
 * late that they may have left the memory since. For one thread.
 */
class LoadedRegion extends DefaultFileRegion {

    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final long loadedAt;

    private boolean isWaiting;

    private boolean isCut;

    /** @param loadedAt when they were seen in memory, by {@link System#nanoTime} */
    LoadedRegion(FileChannel file, long offset, long count, long loadedAt) {
        super(file, offset, count);
        this.loadedAt = loadedAt;
    }

    boolean isCut() {
        return isCut;
    }

    @Override
    public long count() {
        return isCut ? transferred() : super.count();
    }

    @Override
    public long transferTo(WritableByteChannel target, long position) throws IOException {
        isCut = isWaiting && System.nanoTime() - loadedAt > FRESH_NANOS;
        long sent = isCut ? 0 : super.transferTo(target, position);
        isWaiting = sent == 0;
        return sent;
    }

    /** Whoever has opened the file closes it. */
    @Override
    protected void deallocate() {}
}
