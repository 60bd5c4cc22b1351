package io.cellport.blob;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blob as a local file, which stays until this is closed. Do not change the file. Safe for several threads. */
public final class CachedBlob implements AutoCloseable {

    private final Path file;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    CachedBlob(Path file, Runnable onClose) {
        this.file = file;
        this.onClose = onClose;
    }

    public Path file() {
        return file;
    }

    /** Lets the file go; may be called more than once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
