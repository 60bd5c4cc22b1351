package io.cellport.blob;

import static io.cellport.Together.together;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.storage.FileDigest;
import io.cellport.storage.FileSum;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link BlobStore} must do. */
public interface BlobStoreContract {

    /** The store, empty at the beginning of each test. */
    BlobStore store();

    /** The same blobs as another process would find them after this one. */
    BlobStore reopened();

    @Test
    default void aBlobWrittenInPiecesIsReadAsAWhole() throws IOException {
        Blob blob;
        try (BlobWriter writer = store().create("cell")) {
            for (String piece : List.of("", "ab", "c")) {
                writer.write(ByteBuffer.wrap(piece.getBytes(UTF_8)));
            }
            blob = writer.commit();
        }
        assertThat(blob.size()).isEqualTo(3);
        assertThat(blob.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(read(store(), blob.id())).contains("abc");
        assertThat(read(reopened(), blob.id())).contains("abc");
    }

    @Test
    default void onlyTheRemainingBytesOfABufferAreWritten() throws IOException {
        ByteBuffer middle =
                ByteBuffer.wrap("xxabcyy".getBytes(UTF_8)).position(2).limit(5);

        Blob blob;
        try (BlobWriter writer = store().create("cell")) {
            writer.write(middle);
            blob = writer.commit();
        }

        assertThat(read(store(), blob.id())).contains("abc");
        assertThat(middle.hasRemaining()).isFalse();
    }

    @Test
    default void aWriterKnowsTheDigestOfTheBytesSoFar() {
        try (BlobWriter writer = store().create("cell")) {
            assertThat(writer.sha256()).startsWith("e3b0c44298fc1c14");
            writer.write(ByteBuffer.wrap("abc".getBytes(UTF_8)));
            String digest = writer.sha256();
            assertThat(digest).startsWith("ba7816bf8f01cfea");

            Blob blob = writer.commit();

            assertThat(blob.sha256()).isEqualTo(digest);
            assertThat(blob.id()).isEqualTo(writer.id());
        }
    }

    @Test
    default void severalThreadsReadOneBlobAtTheSameTime() throws Exception {
        Blob blob = write(store(), "cell", "0123456789".repeat(1_000));
        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            List<String> parts = together(4, i -> {
                ByteBuffer ten = ByteBuffer.allocate(10);
                StringBuilder all = new StringBuilder();
                for (int offset = i; offset + 10 <= reader.size(); offset += 1_000) {
                    ten.clear();
                    while (ten.hasRemaining() && reader.read(ten, offset + ten.position()) > 0) {}
                    all.append(new String(ten.array(), UTF_8));
                }
                return all.toString();
            });

            assertThat(parts)
                    .containsExactly(
                            "0123456789".repeat(10),
                            "1234567890".repeat(10),
                            "2345678901".repeat(10),
                            "3456789012".repeat(10));
        }
    }

    @Test
    default void aBlobMayBeEmpty() throws IOException {
        Blob blob = write(store(), "cell", "");

        assertThat(blob.size()).isZero();
        assertThat(blob.sha256()).startsWith("e3b0c44298fc1c14");
        assertThat(read(store(), blob.id())).contains("");
    }

    @Test
    default void anyPartCanBeReadAtAnyTime() throws IOException {
        Blob blob = write(store(), "cell", "0123456789");

        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            ByteBuffer two = ByteBuffer.allocate(2);
            for (int offset : new int[] {8, 0, 5}) {
                reader.read(two.clear(), offset);
                assertThat(new String(two.array(), UTF_8)).isEqualTo("0123456789".substring(offset, offset + 2));
            }
            assertThat(reader.read(two.clear(), 10)).isEqualTo(-1);
            assertThat(reader.size()).isEqualTo(10);
        }
    }

    @Test
    default void noTwoBlobsHaveTheSameId() {
        Set<BlobId> ids = new HashSet<>();
        for (String cell : List.of("cell1", "cell1", "cell2")) {
            ids.add(write(store(), cell, "x").id());
        }
        assertThat(ids).hasSize(3);
        assertThat(ids(store())).isEqualTo(ids);
    }

    @Test
    default void anUncommittedBlobIsInvisible() throws IOException {
        BlobId id;
        try (BlobWriter writer = store().create("cell")) {
            id = writer.id();
            writer.write(ByteBuffer.wrap(new byte[100]));
            assertThat(read(store(), id)).isEmpty();
            assertThat(ids(store())).isEmpty();
        }
        assertThat(read(store(), id)).isEmpty();
        assertThat(ids(store())).isEmpty();
    }

    @Test
    default void theNextStartDeletesTheLeftoversOfADeadWriter() {
        Blob whole = write(store(), "cell", "x");
        BlobWriter forgotten = store().create("cell");
        forgotten.write(ByteBuffer.wrap(new byte[100]));

        reopened().deleteUnfinished();

        assertThat(ids(reopened())).containsExactly(whole.id());
    }

    @Test
    default void closingAWriterThatCommittedKeepsItsBlob() throws IOException {
        BlobWriter writer = store().create("cell");
        writer.write(ByteBuffer.wrap("abc".getBytes(UTF_8)));
        Blob blob = writer.commit();
        writer.close();
        writer.close();

        assertThat(read(store(), blob.id())).contains("abc");
    }

    @Test
    default void aDeletedBlobIsGone() throws IOException {
        Blob kept = write(store(), "cell", "kept");
        Blob deleted = write(store(), "cell", "deleted");

        store().delete(deleted.id());
        store().delete(deleted.id());

        assertThat(read(store(), deleted.id())).isEmpty();
        assertThat(store().size(deleted.id())).isEmpty();
        assertThat(ids(reopened())).containsExactly(kept.id());
        assertThat(read(reopened(), kept.id())).contains("kept");
    }

    @Test
    default void aBlobHasASizeOnceItIsCommitted() {
        try (BlobWriter writer = store().create("cell")) {
            writer.write(ByteBuffer.wrap(new byte[100]));
            assertThat(store().size(writer.id())).isEmpty();

            writer.commit();

            assertThat(store().size(writer.id())).hasValue(100);
            assertThat(reopened().size(writer.id())).hasValue(100);
        }
    }

    @Test
    default void aListingTellsSizesAndAges() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Blob blob = write(store(), "cell", "abc");
        List<ListedBlob> listed = new ArrayList<>();

        reopened().forEach(listed::add);

        assertThat(listed).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(blob.id());
            assertThat(found.size()).isEqualTo(3);
            assertThat(found.written()).isBetween(before, Instant.now().plusSeconds(1));
        });
    }

    @Test
    default void theBlobsOfOneCellAreListedWithoutThoseOfOthers() {
        Blob one = write(store(), "cell", "one");
        Blob two = write(store(), "cell", "two");
        write(store(), "cell2", "other");
        Set<BlobId> listed = new HashSet<>();

        store().forEach("cell", found -> listed.add(found.id()));
        store().forEach("cel", found -> listed.add(found.id()));

        assertThat(listed).containsExactlyInAnyOrder(one.id(), two.id());
    }

    @Test
    default void aFileBecomesABlobAndAFileAgain(@TempDir Path directory) throws Exception {
        byte[] content = new byte[(9 << 20) + 5];
        new Random(1).nextBytes(content);
        Path file = Files.write(directory.resolve("sealed"), content);
        String sha256 = FileDigest.sha256(file, () -> {});
        AtomicInteger beats = new AtomicInteger();
        WorkerPool pool = new WorkerPool("cellport-copy", 1, 1);
        BlobTransfers transfers = new BlobTransfers(pool);

        Blob blob = transfers.upload(file, store().create("cell"), FileSum.plain(sha256), beats::incrementAndGet);
        Path copy = directory.resolve("copy");
        transfers.download(reopened(), blob, copy, beats::incrementAndGet);

        assertThat(blob.size()).isEqualTo(content.length);
        assertThat(blob.sha256()).isEqualTo(sha256);
        assertThat(copy).hasSameBinaryContentAs(file);
        assertThat(beats).hasValueGreaterThan(1);
        pool.abandon();
    }

    @Test
    default void anUnknownIdHasNoBlob() throws IOException {
        assertThat(store().open(new BlobId("cell", "none"))).isEmpty();
        store().delete(new BlobId("cell", "none"));
        write(store(), "cell", "x");
        assertThat(store().open(new BlobId("cell", "none"))).isEmpty();
    }

    @Test
    default void blobsOfOneCellAreWrittenWhileOthersAreDeleted() throws Exception {
        for (int round = 0; round < 50; round++) {
            together(4, i -> {
                Blob blob = write(store(), "cell", "abc");
                assertThat(read(store(), blob.id())).contains("abc");
                store().delete(blob.id());
                return null;
            });
        }
        assertThat(ids(store())).isEmpty();
    }

    /** Writes a blob in one piece. */
    static Blob write(BlobStore store, String cellId, String content) {
        try (BlobWriter writer = store.create(cellId)) {
            writer.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
            return writer.commit();
        }
    }

    /** The content of a blob, if it is there. */
    static Optional<String> read(BlobStore store, BlobId id) throws IOException {
        Optional<BlobReader> found = store.open(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (BlobReader reader = found.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
            while (bytes.hasRemaining() && reader.read(bytes, bytes.position()) > 0) {}
            return Optional.of(new String(bytes.array(), UTF_8));
        }
    }

    /** All blobs that a store holds. */
    static Set<BlobId> ids(BlobStore store) {
        Set<BlobId> ids = new HashSet<>();
        store.forEach(found -> ids.add(found.id()));
        return ids;
    }
}
