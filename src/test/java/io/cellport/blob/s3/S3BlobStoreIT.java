package io.cellport.blob.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobStoreContract;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class S3BlobStoreIT implements BlobStoreContract {

    @TempDir
    Path data;

    @TempDir
    Path otherData;

    private final S3Location location = S3Mock.newLocation();
    private final ReadAhead memory = new ReadAhead(16 << 20);
    private final List<S3BlobStore> opened = new ArrayList<>();

    @Override
    public BlobStore store() {
        if (opened.isEmpty()) {
            open(data);
        }
        return opened.get(0);
    }

    @Override
    public BlobStore reopened() {
        return open(otherData);
    }

    private S3BlobStore open(Path own) {
        S3BlobStore store = S3BlobStore.open(location, own, S3Mock.CREDENTIALS, S3Patience.USUAL, memory);
        opened.add(store);
        return store;
    }

    @AfterEach
    void nothingIsLeft() {
        opened.forEach(S3BlobStore::close);

        assertThat(memory.free()).isEqualTo(16 << 20);
    }

    private Blob write(byte[] content) {
        try (BlobWriter writer = store().create("cell")) {
            writer.write(ByteBuffer.wrap(content));
            return writer.commit();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aBlobIsAnObjectNamedByItsCellAndItsId() {
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        String key = location.prefix() + "cell/" + blob.id().name();
        assertThat(S3Mock.client()
                        .getObjectAsBytes(get -> get.bucket(S3Mock.BUCKET).key(key))
                        .asUtf8String())
                .isEqualTo("abc");
    }

    @Test
    void blobsOfAllSizesAroundAPartAreStoredWhole() throws IOException {
        for (int size : new int[] {
            PartFile.MOST_BYTES - 1, PartFile.MOST_BYTES, PartFile.MOST_BYTES + 1, 2 * PartFile.MOST_BYTES
        }) {
            byte[] content = random(size);
            Blob blob = write(content);

            try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
                ByteBuffer read = ByteBuffer.allocate(size);
                while (read.hasRemaining() && reader.read(read, read.position()) > 0) {}
                assertThat(read.array()).isEqualTo(content);
                assertThat(reader.read(ByteBuffer.allocate(1), size)).isEqualTo(-1);
            }
        }
        assertThat(S3Mock.unfinishedUploads(location)).isZero();
    }

    @Test
    void anyRangeIsReadInAnyOrder() throws IOException {
        byte[] content = random(5 << 20);
        Blob blob = write(content);
        Random random = new Random(2);

        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            for (int i = 0; i < 300; i++) {
                int offset = random.nextInt(content.length);
                ByteBuffer read = ByteBuffer.allocate(1 + random.nextInt(random.nextInt(10) == 0 ? 3 << 20 : 5_000));
                int count = reader.read(read, offset);
                assertThat(count).isPositive();
                assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(content, offset, count));
            }
        }
    }

    @Test
    void aReaderIntoTheMiddleOfABufferLeavesTheRest() throws IOException {
        Blob blob = write("0123456789".getBytes(UTF_8));
        ByteBuffer buffer =
                ByteBuffer.wrap("......".getBytes(UTF_8)).position(2).limit(5);

        try (BlobReader reader = store().open(blob.id()).orElseThrow()) {
            assertThat(reader.read(buffer, 4)).isEqualTo(3);
        }

        assertThat(new String(buffer.array(), UTF_8)).isEqualTo("..456.");
    }

    @Test
    void abandoningABlobThrowsItsPartsAway() {
        try (BlobWriter writer = store().create("cell")) {
            writer.write(ByteBuffer.wrap(random(PartFile.MOST_BYTES + 1)));
            assertThat(S3Mock.unfinishedUploads(location)).isEqualTo(1);
            assertThat(data.resolve("parts")).isNotEmptyDirectory();
        }

        assertThat(S3Mock.unfinishedUploads(location)).isZero();
        assertThat(data.resolve("parts")).isEmptyDirectory();
    }

    @Test
    void aStartDeletesTheLocalPartsOfDeadWriters() {
        store().create("cell").write(ByteBuffer.wrap(new byte[100]));

        store().deleteUnfinished();

        assertThat(data.resolve("parts")).isEmptyDirectory();
    }

    @Test
    void objectsThatAreNoBlobsAreNotListed() {
        for (String key : List.of("notes.txt", "a/b/c", "cell/")) {
            S3Mock.client()
                    .putObject(
                            put -> put.bucket(S3Mock.BUCKET).key(location.prefix() + key), RequestBody.fromString("x"));
        }
        Blob blob = BlobStoreContract.write(store(), "cell", "abc");

        List<BlobId> listed = new ArrayList<>();
        store().forEach((ListedBlob found) -> listed.add(found.id()));

        assertThat(listed).containsExactly(blob.id());
    }

    @Test
    void theBlobsOfOtherUnitsInTheBucketAreNotSeen() {
        BlobStoreContract.write(store(), "cell", "abc");
        S3Location others = S3Mock.newLocation();
        try (S3BlobStore other = S3BlobStore.open(others, otherData, S3Mock.CREDENTIALS, S3Patience.USUAL, memory)) {
            other.forEach(found -> assertThat(found).isNull());
        }
    }

    @Test
    void aBucketThatIsMissingStopsTheStart() {
        S3Location missing = new S3Location("no-such-bucket", "", location.endpoint(), location.region());

        assertThatThrownBy(() -> S3BlobStore.open(missing, data, S3Mock.CREDENTIALS, S3Patience.USUAL, memory))
                .isInstanceOf(StoreException.class)
                .hasMessage("list bucket: status 404, NoSuchBucket");
    }
}
