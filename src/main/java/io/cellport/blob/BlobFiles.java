package io.cellport.blob;

import io.cellport.storage.DurableFiles;
import io.cellport.storage.FileSum;
import io.cellport.storage.HeadLastDigest;
import io.cellport.storage.PrivateFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies local files into blobs, and blobs into local files; nothing unverified gets a name. Blocks; stateless. */
final class BlobFiles {

    private static final Logger LOG = LoggerFactory.getLogger(BlobFiles.class);

    private static final int UPLOADED_PIECE = 1 << 20;

    /** An object store answers each piece separately, and lets one wait for its first byte. */
    private static final int FETCHED_PIECE = 4 << 20;

    /** Bytes that a flawed connection has changed may be sound the second time. */
    private static final int ATTEMPTS = 2;

    private BlobFiles() {}

    /**
     * Writes a whole file into a new blob and closes the writer.
     *
     * @param sum what the file must have
     * @param heartbeat called for each MiB; what it throws is passed on
     */
    static Blob upload(Path file, BlobWriter target, FileSum sum, Runnable heartbeat) {
        try (target;
                FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            HeadLastDigest digest = new HeadLastDigest(sum.headBytes());
            ByteBuffer piece = ByteBuffer.allocate(UPLOADED_PIECE);
            for (long at = 0; source.read(piece) >= 0; piece.clear()) {
                heartbeat.run();
                digest.update(at, piece.array(), 0, piece.position());
                at += piece.position();
                target.write(piece.flip());
            }
            if (!digest.end().equals(sum.sha256())) {
                throw new StoreException("the file changed before it became a blob");
            }
            heartbeat.run();
            return target.commit();
        } catch (IOException e) {
            throw new StoreException("read file for blob", e);
        }
    }

    /**
     * Writes a blob into a new file, whose name and content survive a power loss. After a failure there is no file.
     *
     * @param blob id, length and digest that the blob must have
     * @param heartbeat called again and again; what it throws is passed on
     * @throws LostBlobException if there is no such blob or it has other bytes
     */
    static void download(BlobStore store, Blob blob, Path file, Runnable heartbeat) {
        boolean complete = false;
        try {
            for (int attempt = 1; !copy(store, blob, file, heartbeat); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw LostBlobException.damaged();
                }
            }
            DurableFiles.forceName(file);
            complete = true;
        } catch (IOException e) {
            throw StorageFailure.of("fetch blob", e, DurableFiles.directoryOf(file));
        } finally {
            if (!complete) {
                throwAway(file);
            }
        }
    }

    /** Whether the copied bytes are those of the blob. */
    private static boolean copy(BlobStore store, Blob blob, Path file, Runnable heartbeat) throws IOException {
        try (BlobReader source = store.open(blob.id()).orElseThrow(LostBlobException::missing);
                FileChannel target = PrivateFiles.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE))) {
            if (source.size() != blob.size()) {
                return false;
            }
            MessageDigest digest = Digests.sha256();
            ByteBuffer piece = ByteBuffer.allocate(FETCHED_PIECE);
            for (long at = 0; source.read(piece, at) >= 0; piece.clear()) {
                heartbeat.run();
                digest.update(piece.flip().duplicate());
                at += piece.remaining();
                while (piece.hasRemaining()) {
                    target.write(piece);
                }
            }
            target.force(true);
            return Digests.hexadecimal(digest).equals(blob.sha256());
        }
    }

    private static void throwAway(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a part of a blob cannot be deleted now; the next start tries again", e);
        }
    }
}
