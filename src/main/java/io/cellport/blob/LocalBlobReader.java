package io.cellport.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads a file on a disk of this machine as a blob. Blocks; safe for several threads. */
final class LocalBlobReader implements BlobReader {

    private final FileChannel file;

    LocalBlobReader(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
        return file.read(target, offset);
    }

    @Override
    public Optional<LocalFile> localFile() {
        return Optional.of(new LocalFile(file));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
