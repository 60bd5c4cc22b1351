package io.cellport.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file whose operations fail as {@link FaultyFiles} decides, or are given less than they ask for. */
final class FaultyChannel extends FileChannel {

    private final FileChannel file;
    private final FaultyFiles faults;

    FaultyChannel(FileChannel file, FaultyFiles faults) {
        this.file = file;
        this.faults = faults;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return faults.isShort() ? file.read(oneByteOf(target)) : file.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!faults.isShort() || target.remaining() < 2) {
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
        faults.check();
        return file.read(targets, offset, length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        faults.check();
        return file.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        faults.check();
        return file.write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        faults.check();
        return file.write(source, position);
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
        faults.check();
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        faults.check();
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        faults.check();
        file.force(metadata);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        faults.check();
        return file.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        faults.check();
        return file.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        faults.check();
        return file.map(mode, position, size);
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
        faults.closed();
        file.close();
    }
}
