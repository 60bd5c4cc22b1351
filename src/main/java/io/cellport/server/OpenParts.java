package io.cellport.server;

import io.cellport.storage.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that were opened one after the other and are closed in the opposite order. Blocks; for one thread. */
final class OpenParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Takes over a part that is open. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes each part, whatever becomes of the others; then throws what the first failure was. */
    @Override
    public void close() {
        StoreException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception | Error e) {
                if (failure == null) {
                    failure = new StoreException("close stores", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The same after a failure, which gets those of the parts. */
    void closeAfter(Throwable cause) {
        try {
            close();
        } catch (StoreException e) {
            cause.addSuppressed(e);
        }
    }
}
