package io.cellport.blob.s3;

import io.cellport.blob.Digests;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.PrivateFiles;
import io.cellport.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Collects the bytes of the next {@link Part} in a local file, so that a slow writer takes no memory. Blocks; for one
 * thread.
 */
final class PartFile implements AutoCloseable {

    /** S3 takes at most 10,000 parts, so a blob may have 78 GiB. Every part but the last has this size. */
    static final int MOST_BYTES = 8 << 20;

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();
    private int size;

    PartFile(Path file) {
        this.file = file;
        try {
            channel = PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw failure("begin part of blob", e);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == MOST_BYTES;
    }

    /** Takes what fits of the remaining bytes. */
    void take(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), MOST_BYTES - size);
        ByteBuffer taken = bytes.slice(bytes.position(), count);
        digest.update(taken.duplicate());
        try {
            while (taken.hasRemaining()) {
                channel.write(taken);
            }
        } catch (IOException e) {
            throw failure("write part of blob", e);
        }
        bytes.position(bytes.position() + count);
        size += count;
    }

    /** The part that was collected; ask once. Its bytes are there until {@link #clear}. */
    Part part() {
        return new Part(file, size, digest.digest());
    }

    /** Begins the next part. */
    void clear() {
        digest.reset();
        size = 0;
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failure("begin part of blob", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("delete part of blob", e);
        }
    }

    private RuntimeException failure(String what, IOException cause) {
        return StorageFailure.of(what, cause, DurableFiles.directoryOf(file));
    }
}
