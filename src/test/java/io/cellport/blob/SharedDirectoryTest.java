package io.cellport.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.FileWatch;
import io.cellport.storage.StoreException;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that two nodes share. */
class SharedDirectoryTest implements BlobStoreContract {

    @TempDir
    Path directory;

    @Override
    public BlobStore store() {
        return DirectoryBlobStore.shared(directory, "node-1");
    }

    @Override
    public BlobStore reopened() {
        return DirectoryBlobStore.shared(directory, "node-2");
    }

    @Test
    void whatMayLieOnAnotherMachineIsNoLocalFile() throws IOException {
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            assertThat(reader.localFile()).isEmpty();
        }
    }

    @Test
    void onlyTheirOwnerReadsTheFiles() throws IOException {
        BlobStoreContract.write(store(), "cell", "abc");

        try (Stream<Path> all = Files.walk(directory.resolve("blobs"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void aNodeDeletesItsOwnLeftoversWhenItStarts() {
        store().create("cell").write(ByteBuffer.wrap(new byte[100]));

        store().deleteUnfinished();

        assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void aBlobThatAnotherNodeIsWritingIsLeftAlone() throws IOException {
        try (BlobWriter writer = store().create("cell")) {
            writer.write(ByteBuffer.wrap("abc".getBytes(UTF_8)));
            age(Duration.ofHours(23));

            reopened().deleteUnfinished();

            assertThat(BlobStoreContract.read(store(), writer.commit().id())).contains("abc");
        }
    }

    @Test
    void anotherNodeDeletesLeftoversAfterADay() throws IOException {
        store().create("cell").write(ByteBuffer.wrap(new byte[100]));
        age(Duration.ofHours(25));

        reopened().deleteUnfinished();

        assertThat(directory.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void aNodeWhoseNameBeginsLikeAnotherOneIsAnotherOne() {
        store().create("cell").write(ByteBuffer.wrap(new byte[100]));

        DirectoryBlobStore.shared(directory, "node").deleteUnfinished();

        assertThat(directory.resolve("unfinished")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..~", "a/b", "a~b", "a b"})
    void aNodeHasAPlainName(String name) {
        assertThatThrownBy(() -> DirectoryBlobStore.shared(directory, name))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void age(Duration age) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("unfinished"))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    @Test
    void aFileThatTheServerForgotIsOpenedOnceMore() throws IOException {
        Blob blob = BlobStoreContract.write(store(), "cell", "0123456789");
        FailingReads reads = new FailingReads();
        BlobStore store = DirectoryBlobStore.shared(new WatchedFiles(reads).wrap(directory), "node-1");

        try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate(10);
            reader.read(bytes.limit(5), 0);
            reads.stale.set(1);
            reader.read(bytes.limit(10), 5);

            assertThat(new String(bytes.array(), UTF_8)).isEqualTo("0123456789");
            assertThat(reader.size()).isEqualTo(10);

            reads.stale.set(1);
            assertThatThrownBy(() -> reader.read(bytes.clear(), 0)).hasMessage("Stale file handle");
        }
    }

    @Test
    void aFileThatTheServerForgotAgainAtOnceCannotBeRead() throws IOException {
        Blob blob = BlobStoreContract.write(store(), "cell", "0123456789");
        FailingReads reads = new FailingReads();
        BlobStore store = DirectoryBlobStore.shared(new WatchedFiles(reads).wrap(directory), "node-1");

        try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
            reads.stale.set(2);

            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10), 0)).hasMessage("Stale file handle");
        }
    }

    @Test
    void aDirectoryThatIsNotThereHasNotLostItsBlobs() throws IOException {
        BlobStore store = store();
        Blob blob = BlobStoreContract.write(store, "cell", "abc");
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-elsewhere");

        Files.move(directory, elsewhere);
        assertThatThrownBy(() -> store.open(blob.id())).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.size(blob.id())).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.delete(blob.id())).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.create("cell")).isInstanceOf(StoreException.class);
        assertThat(directory).doesNotExist();
        Files.move(elsewhere, directory);

        assertThat(BlobStoreContract.read(store, blob.id())).contains("abc");
    }

    /** As a file server that restarted answers. */
    private static final class FailingReads implements FileWatch {

        private final AtomicInteger stale = new AtomicInteger();

        @Override
        public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
            if (operation == Operation.READ && stale.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("Stale file handle");
            }
            return call.run();
        }
    }

    @Test
    void aRenameWhoseAnswerWasLostIsARename() throws IOException {
        Path flawed = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                        T result = call.run();
                        if (operation == Operation.MOVE) {
                            throw new NoSuchFileException("the old name");
                        }
                        return result;
                    }
                })
                .wrap(directory);

        Blob blob = BlobStoreContract.write(DirectoryBlobStore.shared(flawed, "node-1"), "cell", "abc");

        assertThat(BlobStoreContract.read(reopened(), blob.id())).contains("abc");
    }

    @Test
    void sharedFilesAreNeitherLinkedNorMapped() {
        Set<FileWatch.Operation> seen = ConcurrentHashMap.newKeySet();
        Path watched = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                        seen.add(operation);
                        return call.run();
                    }
                })
                .wrap(directory);
        BlobStore store = DirectoryBlobStore.shared(watched, "node-1");

        Blob blob = BlobStoreContract.write(store, "cell", "abc");
        store.delete(blob.id());

        assertThat(seen).doesNotContain(FileWatch.Operation.LINK).containsAll(EnumSet.of(FileWatch.Operation.MOVE));
    }
}
