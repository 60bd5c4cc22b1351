package io.cellport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UnwrittenBytesTest {

    private int share = 100_000;

    private final UnwrittenBytes bytes = new UnwrittenBytes(() -> share);

    @Test
    void whatIsTakenStaysWhileMoreComes() {
        bytes.add(Buffer.buffer("ab"));
        bytes.add(Buffer.buffer("c"));
        ByteBuffer first = bytes.take();
        bytes.add(Buffer.buffer("x".repeat(20_000)));

        assertThat(UTF_8.decode(first).toString()).isEqualTo("abc");
        assertThat(UTF_8.decode(bytes.take()).toString()).isEqualTo("x".repeat(20_000));
        assertThat(bytes.isEmpty()).isTrue();
    }

    @Test
    void theyAreFullWhenTheShareIs() {
        share = 10;
        bytes.add(Buffer.buffer("123456789"));
        assertThat(bytes.isFull()).isFalse();
        bytes.add(Buffer.buffer("0"));
        assertThat(bytes.isFull()).isTrue();

        bytes.take();
        assertThat(bytes.isFull()).isFalse();
    }

    @Test
    void memoryIsUsedAgainUnlessTheShareHasShrunk() {
        byte[] large = fill();
        assertThat(large).hasSizeBetween(share, share + 8192);
        fill();
        assertThat(fill() == large).isTrue();

        share = 1_000;
        fill();
        assertThat(fill()).hasSizeLessThan(10_000);
        assertThat(fill()).hasSizeLessThan(10_000);
    }

    /** The array that they are taken in when they are full. */
    private byte[] fill() {
        while (!bytes.isFull()) {
            bytes.add(Buffer.buffer(new byte[7_000]));
        }
        return bytes.take().array();
    }
}
