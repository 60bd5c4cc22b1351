package io.cellport.blob;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Local copies of blobs. A blob is fetched once for all who wait for it, and its digest is compared before anybody gets
 * it. Files that nobody has open go when all together have too many bytes or the disk is needed for something else,
 * first the one that was not opened for longest. Blocks; safe for several threads.
 */
public final class BlobCache {

    /** Copies leave so much of the disk free: imports and deletions go on where they find less. */
    private static final long LEFT_FREE = 64L << 20;

    private final CacheDirectory directory;
    private final BlobStore store;
    private final Executor pool;
    private final long mostBytes;
    private final LongSupplier freeBytes;

    /** By the names of their blobs, in the order of their last use. Guards itself and the entries. */
    private final Map<String, CacheEntry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /**
     * The cache of a process that owns the data directory. It keeps the files of earlier processes, and compares the
     * digest of each before it is used.
     *
     * @param pool fetches and compares, one blob on each thread
     * @param mostBytes bytes of all files together; while more are open there are more
     */
    public BlobCache(Path data, BlobStore store, WorkerPool pool, long mostBytes) {
        this(new CacheDirectory(data.resolve("cache")), store, pool, mostBytes);
    }

    private BlobCache(CacheDirectory directory, BlobStore store, WorkerPool pool, long mostBytes) {
        this(directory, store, pool, mostBytes, directory::freeBytes);
    }

    /** @param freeBytes free bytes on the disk */
    BlobCache(CacheDirectory directory, BlobStore store, WorkerPool pool, long mostBytes, LongSupplier freeBytes) {
        this.directory = directory;
        this.freeBytes = freeBytes;
        this.store = store;
        this.pool = pool;
        this.mostBytes = mostBytes;
        directory.clean().forEach((name, size) -> {
            entries.put(name, new CacheEntry(name, size));
            bytes += size;
        });
        makeRoom();
    }

    /**
     * Opens a blob as a local file.
     *
     * @param blob id, length and digest that the blob must have
     * @param patience how long to wait; the fetch goes on for those who ask later
     * @throws LostBlobException if there is no such blob or it has other bytes
     * @throws ApiException {@code PR503-SV-0002} when the patience ends, {@code PR503-SV-0001} if too many blobs wait
     *     to be fetched, {@code PR503-SV-0005} if the disk has no room for the copy
     */
    public CachedBlob open(Blob blob, Duration patience) {
        long start = System.nanoTime();
        return open(blob, () -> {
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw ApiException.of(ErrorCode.PR503_SV_0002);
            }
        });
    }

    /**
     * Opens a blob as a local file, for a thread that has a heartbeat.
     *
     * @param heartbeat called some times a second while this thread waits; what it throws ends the waiting and is
     *     passed on, and the fetch goes on
     * @throws LostBlobException if there is no such blob or it has other bytes
     * @throws ApiException {@code PR503-SV-0001} if too many blobs wait to be fetched
     */
    public CachedBlob open(Blob blob, Runnable heartbeat) {
        CacheEntry entry = enter(blob);
        try {
            Optional<PendingCall<Path>> pending = provided(entry, blob);
            makeRoom();
            if (pending.isPresent()) {
                pending.get().await(heartbeat);
            }
            return opened(entry);
        } catch (Throwable e) {
            leave(entry);
            throw e;
        }
    }

    /**
     * Begins to fetch a blob unless it is here. Does not wait for it.
     *
     * @return completes when it is here; fails as {@link #open(Blob, Runnable)} does
     * @throws ApiException {@code PR503-SV-0001} if too many blobs wait to be fetched
     */
    public CompletableFuture<?> fetch(Blob blob) {
        CacheEntry entry = enter(blob);
        try {
            Optional<PendingCall<Path>> pending = provided(entry, blob);
            return pending.isPresent() ? pending.get().end() : CompletableFuture.completedFuture(null);
        } finally {
            leave(entry);
        }
    }

    /**
     * Makes a local file the copy of a blob and opens it. The file is renamed into the cache.
     *
     * @param file a complete file of the data directory's file system, with the bytes of the blob
     */
    public CachedBlob adopt(Path file, Blob blob) {
        CacheEntry entry = enter(blob);
        try {
            directory.take(file, entry.name);
            synchronized (entries) {
                entry.sound = true;
            }
            makeRoom();
            return opened(entry);
        } catch (Throwable e) {
            leave(entry);
            throw e;
        }
    }

    /**
     * Tells that the local copy of a blob may be damaged. It is not opened again before its digest was compared or the
     * blob was fetched again. Those who have it open keep the file.
     */
    public void distrust(BlobId id) {
        synchronized (entries) {
            CacheEntry entry = entries.get(id.name());
            if (entry != null) {
                entry.sound = false;
            }
        }
    }

    private CacheEntry enter(Blob blob) {
        synchronized (entries) {
            CacheEntry entry = entries.computeIfAbsent(blob.id().name(), name -> new CacheEntry(name, 0));
            bytes += blob.size() - entry.bytes;
            entry.bytes = blob.size();
            entry.users++;
            return entry;
        }
    }

    /** The call that provides the file; empty if it is there and sound. */
    private Optional<PendingCall<Path>> provided(CacheEntry entry, Blob blob) {
        synchronized (entries) {
            if (entry.sound) {
                return Optional.empty();
            }
            if (entry.pending == null) {
                entry.pending = begin(entry, blob);
                entry.users++;
            }
            return Optional.of(entry.pending);
        }
    }

    private PendingCall<Path> begin(CacheEntry entry, Blob blob) {
        try {
            return PendingCall.start(pool, () -> provide(entry, blob));
        } catch (RejectedExecutionException full) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    private Path provide(CacheEntry entry, Blob blob) {
        boolean sound = false;
        try {
            if (!directory.has(blob)) {
                requireRoomFor(blob);
                directory.fetch(store, blob);
            }
            sound = true;
            return directory.file(entry.name);
        } finally {
            synchronized (entries) {
                entry.sound = sound;
                entry.pending = null;
            }
            leave(entry);
        }
    }

    private CachedBlob opened(CacheEntry entry) {
        return new CachedBlob(directory.file(entry.name), () -> leave(entry));
    }

    private void leave(CacheEntry entry) {
        synchronized (entries) {
            entry.users--;
            if (entry.users == 0 && !entry.sound && !directory.isThere(entry.name)) {
                entries.remove(entry.name);
                bytes -= entry.bytes;
            }
        }
        makeRoom();
    }

    /** Bytes of the files that nobody has open. */
    public long idleBytes() {
        synchronized (entries) {
            return entries.values().stream()
                    .filter(entry -> entry.users == 0)
                    .mapToLong(entry -> entry.bytes)
                    .sum();
        }
    }

    /** Deletes files that nobody has open, until so many bytes of the disk are free or there is none left. */
    public void makeRoom(long wanted) {
        long missing = wanted - freeBytes.getAsLong();
        if (missing > 0) {
            shrinkBy(missing);
        }
    }

    private void requireRoomFor(Blob blob) {
        long wanted = blob.size() + LEFT_FREE;
        makeRoom(wanted);
        if (freeBytes.getAsLong() < wanted) {
            throw ApiException.of(ErrorCode.PR503_SV_0005);
        }
    }

    private void makeRoom() {
        shrinkBy(0);
    }

    /**
     * Deletes files until all together have the bytes that they may have, and so many less than now. A file loses its
     * name at once, so that its blob may be fetched again while the old file is deleted.
     */
    private void shrinkBy(long fewer) {
        List<Path> doomed = new ArrayList<>();
        synchronized (entries) {
            long most = Math.min(mostBytes, bytes - fewer);
            Iterator<CacheEntry> eldest = entries.values().iterator();
            while (bytes > most && eldest.hasNext()) {
                CacheEntry entry = eldest.next();
                if (entry.users == 0) {
                    eldest.remove();
                    bytes -= entry.bytes;
                    directory.takeAway(entry.name).ifPresent(doomed::add);
                }
            }
        }
        doomed.forEach(CacheDirectory::delete);
    }
}
