package io.cellport.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnwrittenBytesTest {

    private int share = 100_000;

    private final UnwrittenBytes bytes = new UnwrittenBytes(() -> share);

    @Test
    void whatIsTakenStaysWhileMoreComes() {
        bytes.add(piece("ab"));
        bytes.add(piece("c"));
        List<ByteBuf> first = bytes.take();
        bytes.add(piece("d"));

        assertThat(first).extracting(piece -> piece.toString(US_ASCII)).containsExactly("ab", "c");
        assertThat(bytes.take()).extracting(piece -> piece.toString(US_ASCII)).containsExactly("d");
        assertThat(bytes.isEmpty()).isTrue();
    }

    @Test
    void theyAreFullWhenTheShareIs() {
        share = 10;
        bytes.add(piece("123456789"));
        assertThat(bytes.isFull()).isFalse();
        bytes.add(piece("0"));
        assertThat(bytes.isFull()).isTrue();

        share = 11;
        assertThat(bytes.isFull()).isFalse();

        share = 10;
        bytes.take();
        assertThat(bytes.isFull()).isFalse();
    }

    private static ByteBuf piece(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
