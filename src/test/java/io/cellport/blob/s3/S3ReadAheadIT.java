package io.cellport.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobReader;
import io.cellport.blob.BlobWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests readers need. */
class S3ReadAheadIT {

    private static final int MIB = 1 << 20;

    private static final byte[] CONTENT = new byte[6 * MIB];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path data;

    private FaultyProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyProxy(S3Mock.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @FunctionalInterface
    private interface Reading {
        void with(BlobReader reader) throws IOException;
    }

    /** The number of ranges that S3 is asked for. */
    private int requests(long memory, Reading reading) throws IOException {
        ReadAhead ahead = new ReadAhead(memory);
        try (S3BlobStore store =
                S3BlobStore.open(S3Mock.newLocation(proxy.port()), data, S3Mock.CREDENTIALS, S3Patience.USUAL, ahead)) {
            Blob blob;
            try (BlobWriter writer = store.create("cell")) {
                writer.write(ByteBuffer.wrap(CONTENT));
                blob = writer.commit();
            }
            proxy.plan(
                    "GET /units/",
                    Integer.MAX_VALUE,
                    exchange -> exchange.answer(exchange.ask(exchange.head, exchange.body())));
            try (BlobReader reader = store.open(blob.id()).orElseThrow()) {
                reading.with(reader);
            }
        }
        assertThat(ahead.free()).isEqualTo(memory);
        return proxy.faults();
    }

    private static void readFully(BlobReader reader, int offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            assertThat(reader.read(bytes, offset + bytes.position())).isPositive();
        }
        assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(CONTENT, offset, count));
    }

    @Test
    void whoGoesForwardAsksEachTimeForTwiceAsMuch() throws IOException {
        int requests = requests(16L * MIB, reader -> {
            for (int at = 0; at < CONTENT.length; at += 128 << 10) {
                readFully(reader, at, 128 << 10);
            }
        });

        // 1/4, 1/2, 1, 2, 2 and the last 1/4 MiB.
        assertThat(requests).isEqualTo(6);
    }

    @Test
    void whoGoesForwardAtThreePlacesInTurnDoesNotReadTwice() throws IOException {
        int requests = requests(16L * MIB, reader -> {
            for (int at = 0; at < MIB; at += 10_000) {
                readFully(reader, at, 30);
                readFully(reader, 2 * MIB + at, 46);
                readFully(reader, 4 * MIB + at, 5_000);
            }
        });

        assertThat(requests).isLessThanOrEqualTo(3 * 5);
    }

    @Test
    void whoSkipsFarReadsLittle() throws IOException {
        int requests = requests(16L * MIB, reader -> {
            for (int at = 0; at < CONTENT.length; at += MIB) {
                readFully(reader, at, 30);
            }
        });

        assertThat(requests).isEqualTo(6);
    }

    @Test
    void largePiecesAreReadWithoutACopy() throws IOException {
        int requests = requests(0, reader -> {
            readFully(reader, 0, 3 * MIB);
            readFully(reader, 3 * MIB, 3 * MIB);
        });

        assertThat(requests).isEqualTo(2);
    }

    @Test
    void withoutMemoryWhatIsAskedForIsRead() throws IOException {
        int requests = requests(100, reader -> {
            for (int at = 0; at < MIB; at += 128 << 10) {
                readFully(reader, at, 128 << 10);
            }
        });

        assertThat(requests).isEqualTo(8);
    }
}
