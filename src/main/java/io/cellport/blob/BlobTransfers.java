package io.cellport.blob;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileSum;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Copies local files into blobs and back, on threads of a pool. Meanwhile the thread that waits calls its heartbeat
 * some times a second, whatever the storage does. Blocks; safe for several threads.
 */
public final class BlobTransfers {

    private final Executor pool;

    /** @param pool runs the copies, one on each thread */
    public BlobTransfers(WorkerPool pool) {
        this.pool = pool;
    }

    /**
     * Writes a whole local file into a new blob. The writer belongs to this call and is closed in the end, which may be
     * after a heartbeat has thrown.
     *
     * @param sum what the file must have
     * @param heartbeat called again and again on this thread; what it throws ends the copy and is passed on
     */
    public Blob upload(Path file, BlobWriter target, FileSum sum, Runnable heartbeat) {
        try {
            return copy(check -> BlobFiles.upload(file, target, sum, check), heartbeat);
        } catch (RejectedExecutionException full) {
            target.close();
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    /**
     * Writes a blob into a new local file, whose name and content survive a power loss. After a failure there is no
     * file.
     *
     * @param blob id, length and digest that the blob must have
     * @param heartbeat called again and again on this thread; what it throws ends the copy and is passed on
     * @throws LostBlobException if there is no such blob or it has other bytes
     */
    public void download(BlobStore store, Blob blob, Path file, Runnable heartbeat) {
        try {
            copy(
                    check -> {
                        BlobFiles.download(store, blob, file, check);
                        return file;
                    },
                    heartbeat);
        } catch (RejectedExecutionException full) {
            throw ApiException.of(ErrorCode.PR503_SV_0001);
        }
    }

    private <T> T copy(Function<Runnable, T> work, Runnable heartbeat) {
        AtomicBoolean unwanted = new AtomicBoolean();
        Runnable check = () -> {
            if (unwanted.get()) {
                throw new StoreException("nobody waits for this copy any more");
            }
        };
        PendingCall<T> copy = PendingCall.start(pool, () -> work.apply(check));
        try {
            return copy.await(heartbeat);
        } finally {
            unwanted.set(true);
        }
    }
}
