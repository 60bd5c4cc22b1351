package io.cellport.cell.generation;

import io.cellport.storage.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One use of a generation, which begins with its first read and ends once. Safe for several threads. */
final class CountedUse {

    private final GenerationUse use;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean begun;

    CountedUse(GenerationUse use) {
        this.use = use;
    }

    /** To be called before each read. Blocks; throws {@link StoreException} if the use has ended. */
    void require(String what) {
        if (!open.get()) {
            throw new StoreException(what + ": the generation is closed");
        }
        if (!begun) {
            use.begin();
            begun = true;
        }
    }

    /**
     * Ends it, if that can be done without blocking, or was done already. Does not block; for who calls {@link #end}.
     */
    boolean endAtOnce() {
        if (open.compareAndSet(true, false) && !use.endAtOnce()) {
            open.set(true);
            return false;
        }
        return true;
    }

    /** Blocks. */
    void end() {
        if (open.compareAndSet(true, false)) {
            use.end();
        }
    }
}
