package io.cellport.snapshot.upload;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.FileDigest;
import io.cellport.storage.PrivateFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Appends to an upload, which no other writer has meanwhile. What was written counts when it is kept; closing the
 * writer forgets the rest, but not the upload. As a blob it is the whole file. Blocks; for one thread.
 */
public final class UploadWriter implements BlobWriter {

    /** After this many bytes they are kept, if they need no check: a crash takes back no more than these. */
    static final long KEPT_BYTES = 16L << 20;

    private final Upload upload;
    private final Hold hold;
    private final DirectoryBlobStore blobs;
    private final Path file;
    private final FileChannel channel;
    private long at;
    private long kept;

    /** What a writer has of an upload while it is open. */
    interface Hold {

        /** Records how far it has come; throws if the upload is gone. */
        void reached(long offset);

        /** Lets others write. */
        void release();
    }

    /** Opens the file at the offset of the upload. The caller has the hold, also if this throws. */
    UploadWriter(Upload upload, Path file, DirectoryBlobStore blobs, Hold hold) {
        this.upload = upload;
        this.hold = hold;
        this.blobs = blobs;
        this.file = file;
        this.at = upload.offset();
        this.kept = at;
        try {
            this.channel = open(file, at);
        } catch (IOException e) {
            throw StorageFailure.of("open upload", e, DurableFiles.directoryOf(file));
        }
    }

    private static FileChannel open(Path file, long offset) throws IOException {
        FileChannel channel = PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            if (offset == 0) {
                DurableFiles.forceName(file);
            }
            // A crash may have left bytes behind the offset that was told.
            channel.truncate(offset);
            channel.position(offset);
            return channel;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /** The upload as it was when this writer was opened. */
    public Upload upload() {
        return upload;
    }

    @Override
    public BlobId id() {
        return new BlobId(upload.cellId(), upload.id());
    }

    @Override
    public void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes);
            }
        } catch (IOException e) {
            throw StorageFailure.of("write upload", e, DurableFiles.directoryOf(file));
        }
    }

    /** Keeps what was written, if that is much. */
    public void keepSometimes() {
        if (at - kept >= KEPT_BYTES) {
            keep();
        }
    }

    /**
     * Makes what was written survive a power loss, and only then records it. The last byte is not recorded: if the
     * upload cannot become a snapshot now, its client sends that byte again when it can.
     *
     * @return the recorded offset
     */
    public long keep() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw StorageFailure.of("keep upload", e, DurableFiles.directoryOf(file));
        }
        long reached = Math.min(at, upload.length() - 1);
        hold.reached(reached);
        kept = at;
        return reached;
    }

    /** Whether all bytes have come. */
    public boolean isFull() {
        return at == upload.length();
    }

    /** The digest of the whole file, which is read for it. */
    @Override
    public String sha256() {
        try {
            return FileDigest.sha256(file, () -> {});
        } catch (IOException e) {
            throw new StoreException("read upload", e);
        }
    }

    /** Gives the bytes the name of a blob, too. */
    @Override
    public Blob commit() {
        String sha256 = sha256();
        blobs.link(file, id());
        return new Blob(id(), at, sha256);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("close upload", e);
        } finally {
            hold.release();
        }
    }
}
