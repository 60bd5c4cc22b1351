package io.cellport.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Files whose operations fail, or read one byte only, as {@link Faults} decides. */
public final class FaultyFiles implements FileWatch {

    private final Faults faults;
    private final boolean shortReads;
    private final WatchedFiles files = new WatchedFiles(this);
    private final AtomicInteger open = new AtomicInteger();

    /** @param shortReads whether a read that is struck reads one byte instead of failing, and nothing else is struck */
    public FaultyFiles(Faults faults, boolean shortReads) {
        this.faults = faults;
        this.shortReads = shortReads;
    }

    /** The same path, with faults. */
    public Path wrap(Path path) {
        return files.wrap(path);
    }

    /** Channels that nobody has closed yet. */
    public int openChannels() {
        return open.get();
    }

    @Override
    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        if (!shortReads && faults.strikes()) {
            throw new FileSystemException(
                    "file", null, faults.passed() % 2 == 0 ? "No space left on device" : "I/O error");
        }
        T result = call.run();
        if (operation == Operation.CREATE || operation == Operation.OPEN) {
            open.incrementAndGet();
        }
        return result;
    }

    @Override
    public boolean isShort() {
        return shortReads && faults.strikes();
    }

    @Override
    public void closed() {
        open.decrementAndGet();
    }
}
