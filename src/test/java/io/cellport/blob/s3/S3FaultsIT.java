package io.cellport.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobReader;
import io.cellport.storage.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** Whatever happens between a node and S3, a call has its result or fails cleanly. */
class S3FaultsIT extends FaultyS3 {

    /** Requests of uploads and downloads, but not those that clear up: what they leave is for the life-cycle rule. */
    private static final List<String> STRUCK = List.of("PUT", "POST", "GET /units/", "HEAD");

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
