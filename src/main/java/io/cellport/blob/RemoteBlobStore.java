package io.cellport.blob;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that is reached over a network, which may fail for a while: a failure of the other store becomes
 * {@code PR503-SV-0002}, which is worth another try. Blocks; safe for several threads.
 */
public final class RemoteBlobStore implements BlobStore {

    private final BlobStore store;

    public RemoteBlobStore(BlobStore store) {
        this.store = store;
    }

    private static <T> T reached(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException e) {
            throw unreachable(e);
        }
    }

    private static void reached(Runnable call) {
        reached(() -> {
            call.run();
            return null;
        });
    }

    private static ApiException unreachable(Exception failure) {
        return ApiException.of(ErrorCode.PR503_SV_0002, failure);
    }

    @Override
    public BlobWriter create(String cellId) {
        return new Writer(reached(() -> store.create(cellId)));
    }

    @Override
    public Optional<BlobReader> open(BlobId id) {
        return reached(() -> store.open(id)).map(Reader::new);
    }

    @Override
    public OptionalLong size(BlobId id) {
        return reached(() -> store.size(id));
    }

    @Override
    public void delete(BlobId id) {
        reached(() -> store.delete(id));
    }

    @Override
    public void forEach(Consumer<ListedBlob> action) {
        reached(() -> store.forEach(action));
    }

    @Override
    public void forEach(String cellId, Consumer<ListedBlob> action) {
        reached(() -> store.forEach(cellId, action));
    }

    @Override
    public void deleteUnfinished() {
        reached(store::deleteUnfinished);
    }

    private record Writer(BlobWriter writer) implements BlobWriter {

        @Override
        public BlobId id() {
            return writer.id();
        }

        @Override
        public void write(ByteBuffer bytes) {
            reached(() -> writer.write(bytes));
        }

        @Override
        public String sha256() {
            return writer.sha256();
        }

        @Override
        public Blob commit() {
            return reached(writer::commit);
        }

        @Override
        public void close() {
            reached(writer::close);
        }
    }

    private record Reader(BlobReader reader) implements BlobReader {

        private interface Question {
            long ask() throws IOException;
        }

        private static long answer(Question question) {
            try {
                return question.ask();
            } catch (IOException | StoreException e) {
                throw unreachable(e);
            }
        }

        @Override
        public long size() {
            return answer(reader::size);
        }

        @Override
        public int read(ByteBuffer target, long offset) {
            return (int) answer(() -> reader.read(target, offset));
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
