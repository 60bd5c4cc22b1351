package io.cellport.blob.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobTransfers;
import io.cellport.blob.BlobWriter;
import io.cellport.blob.ListedBlob;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** Whatever happens between a node and S3, a call has its result or fails cleanly, and nothing is left behind. */
class S3FaultsIT {

    private static final S3Patience PATIENCE = new S3Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            4,
            Duration.ofMillis(10),
            Duration.ofMillis(50));

    /** Requests of uploads and downloads, but not those that clear up: what they leave is for the life-cycle rule. */
    private static final List<String> STRUCK = List.of("PUT", "POST", "GET /units/", "HEAD");

    private static final long MEMORY = 16 << 20;

    private static final byte[] SMALL = random(100_000);

    private static final byte[] LARGE = random(PartFile.MOST_BYTES + 1_000);

    @TempDir
    Path data;

    private final ReadAhead memory = new ReadAhead(MEMORY);
    private FaultyProxy proxy;
    private S3Location location;
    private S3BlobStore store;

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyProxy(S3Mock.port());
        location = S3Mock.newLocation(proxy.port());
        store = S3BlobStore.open(location, data, S3Mock.CREDENTIALS, PATIENCE, memory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        store.close();
        proxy.close();

        assertThat(S3Mock.unfinishedUploads(location)).isZero();
        assertThat(parts()).isEmpty();
        assertThat(memory.free()).isEqualTo(MEMORY);
    }

    /** A store that has written nothing has no directory for parts. */
    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Blob write(byte[] content) {
        try (BlobWriter writer = store.create("cell")) {
            writer.write(ByteBuffer.wrap(content));
            return writer.commit();
        }
    }

    private byte[] read(BlobId id) throws IOException {
        try (BlobReader reader = store.open(id).orElseThrow()) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            ByteBuffer piece = ByteBuffer.allocate(128 << 10);
            while (all.hasRemaining()) {
                assertThat(reader.read(piece.clear(), all.position())).isPositive();
                all.put(piece.flip());
            }
            return all.array();
        }
    }

    private List<BlobId> listed() {
        List<BlobId> ids = new ArrayList<>();
        store.forEach((ListedBlob found) -> ids.add(found.id()));
        return ids;
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.class,
            mode = Mode.EXCLUDE,
            names = {"REQUEST_CHANGES", "SILENCE"})
    void oneFaultAtEachStepOfAnUploadIsOvercome(Faults fault) throws IOException {
        for (String step : List.of("POST .*uploads", "PUT .*partNumber=1", "POST .*uploadId", "HEAD")) {
            proxy.plan(step, 1, fault.fault());

            Blob blob = write(LARGE);

            assertThat(read(blob.id())).isEqualTo(LARGE);
        }
        proxy.plan("PUT", 1, fault.fault());
        assertThat(read(write(SMALL).id())).isEqualTo(SMALL);
        assertThat(proxy.faults()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.class,
            mode = Mode.EXCLUDE,
            names = {"REQUEST_CHANGES", "SILENCE"})
    void oneFaultWhileReadingListingAndDeletingIsOvercome(Faults fault) throws IOException {
        Blob blob = write(SMALL);

        proxy.plan("GET .*" + blob.id().name(), 1, fault.fault());
        assertThat(read(blob.id())).isEqualTo(SMALL);
        proxy.plan("GET .*list-type", 1, fault.fault());
        assertThat(listed()).containsExactly(blob.id());
        proxy.plan("DELETE", 1, fault.fault());
        store.delete(blob.id());

        assertThat(listed()).isEmpty();
        assertThat(proxy.faults()).isEqualTo(3);
    }

    @Test
    void aServerThatIsSilentIsAskedAgain() throws IOException {
        proxy.plan("PUT", 1, Faults.SILENCE.fault());

        Blob blob = write(SMALL);
        proxy.plan("GET", 1, Faults.SILENCE.fault());

        assertThat(read(blob.id())).isEqualTo(SMALL);
        assertThat(proxy.faults()).isEqualTo(2);
    }

    static Stream<String> stepsOfAnUpload() {
        return Stream.of("POST .*uploads", "PUT .*partNumber=1", "PUT .*partNumber=2", "POST .*uploadId", "HEAD");
    }

    @ParameterizedTest
    @MethodSource("stepsOfAnUpload")
    void aFaultThatLastsFailsTheUploadCleanly(String step) {
        proxy.plan(step, 4, Faults.SLOW_DOWN.fault());

        assertThatThrownBy(() -> write(LARGE))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(": status 503, SlowDown")
                .hasNoCause();

        assertThat(listed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_BREAKS", "ANSWER_IS_LOST", "INTERNAL_ERROR", "GATEWAY_ERROR"})
    void aSmallUploadThatFailsForGoodIsNoBlob(Faults fault) {
        proxy.plan("PUT", 4, fault.fault());

        assertThatThrownBy(() -> write(SMALL))
                .isInstanceOf(StoreException.class)
                .hasNoCause();

        assertThat(listed()).isEmpty();
    }

    @Test
    void aPartThatChangesOnItsWayIsRefused() {
        for (byte[] content : List.of(SMALL, LARGE)) {
            proxy.plan("PUT", 1, Faults.REQUEST_CHANGES.fault());

            assertThatThrownBy(() -> write(content))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("status 400");

            assertThat(listed()).isEmpty();
        }
    }

    @Test
    void aRangeThatCannotBeReadLeavesTheBufferAsItWas() throws IOException {
        Blob blob = write(LARGE);
        proxy.plan("GET", 4, Faults.ANSWER_BREAKS.fault());

        try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
            ByteBuffer large = ByteBuffer.allocate(4 << 20).position(7);
            assertThatThrownBy(() -> reader.read(large, 0)).isInstanceOf(StoreException.class);
            assertThat(large.position()).isEqualTo(7);
            assertThat(large.limit()).isEqualTo(4 << 20);

            assertThat(reader.read(large, 0)).isEqualTo((4 << 20) - 7);
        }
    }

    @Test
    void anObjectThatWasReplacedIsNotRead() throws IOException {
        Blob blob = write(SMALL);

        try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
            S3Mock.replace(location.prefix() + "cell/" + blob.id().name(), random(100_000 - 1));

            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(100), 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("get blob: status 412");
        }
    }

    @Test
    void aDeletionThatS3OnlyPretendsIsNoDeletion() {
        Blob blob = write(SMALL);
        proxy.plan(
                "DELETE",
                1,
                exchange -> exchange.answer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(US_ASCII)));

        assertThatThrownBy(() -> store.delete(blob.id()))
                .isInstanceOf(StoreException.class)
                .hasMessage("the blob is still there after its deletion");

        assertThat(listed()).containsExactly(blob.id());
    }

    @Test
    void aRefusalIsNotTheSameAsAMissingBlob() {
        Blob blob = write(SMALL);
        proxy.plan("HEAD", 1, exchange -> exchange.answer(Faults.error("403 Forbidden", "AccessDenied")));

        assertThatThrownBy(() -> store.open(blob.id())).isInstanceOf(StoreException.class);
        assertThat(store.size(blob.id())).hasValue(SMALL.length);
    }

    @Test
    void aFailureDoesNotTellWhereS3Is() {
        S3Location nowhere = new S3Location(
                "secret-bucket", "", Optional.of(URI.create("http://secret-host.invalid")), Optional.empty());

        assertThatThrownBy(() -> S3BlobStore.open(nowhere, data, S3Mock.CREDENTIALS, PATIENCE, memory))
                .isInstanceOf(StoreException.class)
                .hasMessage("list bucket: no answer, UnknownHostException")
                .hasNoCause();
    }

    @Test
    void withoutCredentialsTheStartIsRefused() {
        assertThatThrownBy(() ->
                        S3BlobStore.open(location, data, SystemPropertyCredentialsProvider.create(), PATIENCE, memory))
                .isInstanceOf(StoreException.class)
                .hasMessage("the environment has no credentials for S3")
                .hasNoCause();
    }

    @Test
    void aListingHasAsManyPagesAsItNeeds() throws IOException {
        List<BlobId> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(write(SMALL).id());
        }
        proxy.plan(
                "GET .*list-type",
                10,
                exchange -> exchange.answer(exchange.ask(
                        exchange.head.replaceFirst("list-type=2", "list-type=2&max-keys=2"), exchange.body())));

        assertThat(listed()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(proxy.faults()).isEqualTo(3);
    }

    @Test
    void aBlobWhoseBytesChangeOnTheirWayIsFetchedAgain(@TempDir Path elsewhere) throws IOException {
        Blob blob = write(LARGE);
        proxy.plan("GET .*" + blob.id().name(), 1, exchange -> {
            byte[] answer = exchange.ask(exchange.head, exchange.body());
            answer[answer.length - 1] ^= 1;
            exchange.answer(answer);
        });
        WorkerPool pool = new WorkerPool("cellport-copy", 1, 1);
        Path file = elsewhere.resolve("copy");

        new BlobTransfers(pool).download(store, blob, file, () -> {});

        assertThat(Files.readAllBytes(file)).isEqualTo(LARGE);
        assertThat(proxy.faults()).isEqualTo(1);
        pool.abandon();
    }

    @Test
    void anAnswerThatDripsEndsWithItsTime() throws IOException {
        Blob blob = write(SMALL);
        S3Patience hasty = new S3Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Duration.ofSeconds(20),
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(50));
        proxy.plan(
                "GET .*" + blob.id().name(),
                2,
                exchange -> exchange.drip(exchange.ask(exchange.head, exchange.body())));

        try (S3BlobStore impatient = S3BlobStore.open(location, data, S3Mock.CREDENTIALS, hasty, memory);
                BlobReader reader = impatient.open(blob.id()).orElseThrow()) {
            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(100), 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("get blob: no answer in time");
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    /** Many uploads and downloads, each request struck by chance. */
    @Test
    void anyMixOfFaultsGivesRightBytesOrACleanFailure() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int overcome = 0;
        for (int round = 0; round < 12; round++) {
            proxy.clear();
            for (Faults fault : Faults.values()) {
                if (fault != Faults.SILENCE && random.nextInt(3) == 0) {
                    proxy.plan(STRUCK.get(random.nextInt(STRUCK.size())), 1 + random.nextInt(2), fault.fault());
                }
            }
            byte[] content = random.nextInt(3) == 0 ? LARGE : SMALL;
            try {
                assertThat(read(write(content).id())).as("seed %d", seed).isEqualTo(content);
                overcome++;
            } catch (StoreException clean) {
                assertThat(clean).as("seed %d", seed).hasNoCause();
            }
        }
        assertThat(overcome).isPositive();
    }
}
