package io.cellport.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectoryBlobStoreTest implements BlobStoreContract {

    @TempDir
    Path data;

    @Override
    public DirectoryBlobStore store() {
        return new DirectoryBlobStore(data);
    }

    @Override
    public BlobStore reopened() {
        return new DirectoryBlobStore(data);
    }

    @Test
    void aBlobIsALocalFile() throws IOException {
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            assertThat(reader.localFile().orElseThrow().channel().size()).isEqualTo(3);
        }
    }

    @Test
    void aBlobIsAFileNamedByItsCellAndItsId() throws IOException {
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        assertThat(data.resolve("snapshots/cell").resolve(blob.id().name())).hasContent("abc");
        assertThat(data.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void deletingTheLastBlobDeletesItsDirectory() {
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        store().delete(blob.id());

        assertThat(data.resolve("snapshots")).isEmptyDirectory();
    }

    @Test
    void aDeletedBlobCanBeReadByOpenReaders() throws IOException {
        Blob deleted = BlobStoreContract.write(store(), "cell", "deleted");

        try (BlobReader reader = store().open(deleted.id()).orElseThrow()) {
            store().delete(deleted.id());

            ByteBuffer bytes = ByteBuffer.allocate(7);
            reader.read(bytes, 0);
            assertThat(new String(bytes.array(), UTF_8)).isEqualTo("deleted");
        }
    }

    @Test
    void deletingACellDeletesOnlyItsBlobs() throws IOException {
        BlobStoreContract.write(store(), "cell1", "a");
        BlobStoreContract.write(store(), "cell1", "b");
        Blob other = BlobStoreContract.write(store(), "cell2", "c");

        store().deleteCell("cell1");
        store().deleteCell("never");

        List<BlobId> left = new ArrayList<>();
        store().forEach(found -> left.add(found.id()));
        assertThat(left).containsExactly(other.id());
        assertThat(BlobStoreContract.read(store(), other.id())).contains("c");
    }

    @Test
    void otherFilesAreKept() throws IOException {
        BlobStoreContract.write(store(), "cell", "abc");
        Files.createDirectories(data.resolve("snapshots/cell/directory"));
        Files.writeString(data.resolve("snapshots/notes.txt"), "somebody's notes");

        store().deleteUnfinished();
        store().deleteCell("cell");

        assertThat(data.resolve("snapshots/cell/directory")).isDirectory();
        assertThat(data.resolve("snapshots/notes.txt")).exists();
    }

    @Test
    void contentIsForcedBeforeItsNameAndTheNameBeforeTheBlobIsReported() {
        List<String> steps = new ArrayList<>();
        Path watched = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                        T result = call.run();
                        if (EnumSet.of(Operation.WRITE, Operation.FORCE, Operation.MOVE)
                                .contains(operation)) {
                            steps.add(operation + " " + data.relativize(file).getName(0));
                        }
                        return result;
                    }
                })
                .wrap(data);
        BlobStore store = new DirectoryBlobStore(watched);
        steps.clear();

        BlobStoreContract.write(store, "cell", "abc");

        assertThat(steps)
                .containsSubsequence("WRITE tmp", "FORCE tmp", "MOVE tmp", "FORCE snapshots")
                .endsWith("FORCE snapshots");
    }

    @ParameterizedTest
    @EnumSource(
            value = FileWatch.Operation.class,
            names = {"WRITE", "FORCE", "MOVE"})
    void aBlobThatCannotBeWrittenLeavesNothing(FileWatch.Operation refused) throws IOException {
        BlobStore store = new DirectoryBlobStore(data);
        Path faulty = new WatchedFiles(new FileWatch() {
                    @Override
                    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
                        if (operation == refused && data.relativize(file).startsWith("tmp")) {
                            throw new FileSystemException("file", null, "No space left on device");
                        }
                        return call.run();
                    }
                })
                .wrap(data);

        try (BlobWriter writer = new DirectoryBlobStore(faulty).create("cell")) {
            assertThatThrownBy(() -> {
                        writer.write(ByteBuffer.wrap(new byte[10]));
                        writer.commit();
                    })
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0005));
        }

        store.deleteUnfinished();
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
