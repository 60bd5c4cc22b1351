package io.cellport.blob.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobTransfers;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of S3 are not taken for others, nor changed bytes for what was written. */
class S3AnswersIT extends FaultyS3 {

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

        try (S3BlobStore impatient = inTime(() -> S3BlobStore.open(location, data, S3Mock.CREDENTIALS, hasty, memory));
                BlobReader reader = inTime(() -> impatient.open(blob.id())).orElseThrow()) {
            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(100), 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("get blob: no answer in time");
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    /** What such a store is told, asked again until it comes in time: on a slow machine, no answer may. */
    private static <T> T inTime(Callable<T> question) {
        return await().ignoreExceptionsInstanceOf(StoreException.class).until(question, answer -> true);
    }
}
