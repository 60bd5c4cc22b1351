package io.cellport.blob;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.error.ApiException;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteBlobStoreTest implements BlobStoreContract {

    @TempDir
    Path directory;

    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public BlobStore store() {
        return new RemoteBlobStore(DirectoryBlobStore.shared(flawed(), "node"));
    }

    @Override
    public BlobStore reopened() {
        return store();
    }

    private Path flawed() {
        return new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                        if (broken.get()) {
                            throw new IOException("Input/output error");
                        }
                        return call.run();
                    }
                })
                .wrap(directory);
    }

    @Test
    void everyFailureIsWorthAnotherTry() throws IOException {
        BlobStore store = store();
        Blob blob = BlobStoreContract.write(store, "cell", "abc");
        try (BlobReader reader = store.open(blob.id()).orElseThrow();
                BlobWriter writer = store.create("cell")) {
            broken.set(true);

            requireUnreachable(() -> reader.read(ByteBuffer.allocate(3), 0));
            requireUnreachable(() -> writer.write(ByteBuffer.allocate(3)));
            requireUnreachable(writer::commit);
            requireUnreachable(() -> store.create("cell"));
            requireUnreachable(() -> store.open(blob.id()));
            requireUnreachable(() -> store.size(blob.id()));
            requireUnreachable(() -> store.delete(blob.id()));
            requireUnreachable(store::deleteUnfinished);

            broken.set(false);
        }
    }

    private static void requireUnreachable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ApiException.class).hasMessage("PR503-SV-0002");
    }
}
