package io.cellport.storage;

import io.cellport.storage.FileWatch.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file of which every operation passes through a {@link FileWatch}, and may read less than it asks for. */
final class WatchedChannel extends FileChannel {

    private final FileChannel file;
    private final Path path;
    private final FileWatch watch;

    WatchedChannel(FileChannel file, Path path, FileWatch watch) {
        this.file = file;
        this.path = path;
        this.watch = watch;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return watch.around(
                Operation.READ, path, () -> watch.isShort() ? file.read(oneByteOf(target)) : file.read(target));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return watch.around(Operation.READ, path, () -> readAt(target, position));
    }

    private int readAt(ByteBuffer target, long position) throws IOException {
        if (!watch.isShort() || target.remaining() < 2) {
            return file.read(target, position);
        }
        int count = file.read(oneByteOf(target), position);
        target.position(target.position() + Math.max(0, count));
        return count;
    }

    private static ByteBuffer oneByteOf(ByteBuffer target) {
        return target.slice(target.position(), 1);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return watch.around(Operation.READ, path, () -> file.read(targets, offset, length));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return watch.around(Operation.WRITE, path, () -> file.write(source));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return watch.around(Operation.WRITE, path, () -> file.write(sources, offset, length));
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return watch.around(Operation.WRITE, path, () -> file.write(source, position));
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return watch.around(Operation.LOOK, path, () -> file.size());
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        watch.around(Operation.WRITE, path, () -> file.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        watch.around(Operation.FORCE, path, () -> {
            file.force(metadata);
            return null;
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return watch.around(Operation.READ, path, () -> file.transferTo(position, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return watch.around(Operation.WRITE, path, () -> file.transferFrom(source, position, count));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return watch.around(Operation.WRITE, path, () -> file.map(mode, position, size));
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
        watch.closed();
    }
}
