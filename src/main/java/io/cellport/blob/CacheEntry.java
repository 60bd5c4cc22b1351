package io.cellport.blob;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@link BlobCache} knows of one of its files; the lock of the cache guards it. For one thread. */
final class CacheEntry {

    final String name;

    /** The bytes that the file has, or will have when it is fetched. */
    long bytes;

    /** How many have the file open or wait for it, and one if it is being fetched. */
    int users;

    /** Whether the file is there and this process knows that its bytes are right. */
    boolean sound;

    /** Compares the file or fetches it. */
    @Nullable
    PendingCall<Path> pending;

    CacheEntry(String name, long bytes) {
        this.name = name;
        this.bytes = bytes;
    }
}
