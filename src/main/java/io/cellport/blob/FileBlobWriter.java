package io.cellport.blob;

import io.cellport.storage.DurableFiles;
import io.cellport.storage.PrivateFiles;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Writes a temporary file and renames it when the blob is complete. Blocks; for one thread. */
final class FileBlobWriter implements BlobWriter {

    /** After this many bytes they are forced to the disk, so that the commit has few left to force. */
    private static final long FORCED_BYTES = 64L << 20;

    private static final int ATTEMPTS = 10;

    private final BlobId id;
    private final Path temporary;
    private final Path name;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();
    private long size;
    private long forced;
    private boolean committed;

    FileBlobWriter(BlobId id, Path temporary, Path name) {
        this.id = id;
        this.temporary = temporary;
        this.name = name;
        try {
            channel = PrivateFiles.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw StorageFailure.of("begin blob", e, DurableFiles.directoryOf(temporary));
        }
    }

    @Override
    public BlobId id() {
        return id;
    }

    @Override
    public void write(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes);
            }
            if (size - forced >= FORCED_BYTES) {
                channel.force(false);
                forced = size;
            }
        } catch (IOException e) {
            throw StorageFailure.of("write blob", e, DurableFiles.directoryOf(temporary));
        }
    }

    @Override
    public String sha256() {
        return Digests.hexadecimal(digest);
    }

    @Override
    public Blob commit() {
        try {
            channel.close();
            takeName();
            committed = true;
            return new Blob(id, size, sha256());
        } catch (IOException e) {
            throw StorageFailure.of("commit blob", e, DurableFiles.directoryOf(temporary));
        }
    }

    /** Tries again, because an empty directory is deleted at any time, as when another blob of the cell is deleted. */
    private void takeName() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                DurableFiles.createDirectories(DurableFiles.directoryOf(name));
                DurableFiles.rename(temporary, name);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                if (isRenamed()) {
                    DurableFiles.forceName(name);
                    return;
                }
                if (attempt == ATTEMPTS || Files.notExists(temporary)) {
                    throw e;
                }
            }
        }
    }

    /** A file server whose answer was lost is asked again, and then does not find the old name. */
    private boolean isRenamed() throws IOException {
        return Files.notExists(temporary) && Files.exists(name) && Files.size(name) == size;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
            if (!committed) {
                Files.deleteIfExists(name);
            }
        } catch (IOException e) {
            throw new StoreException("throw blob away", e);
        }
    }
}
