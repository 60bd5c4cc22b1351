package io.cellport.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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

        assertThat(first).extracting(piece -> piece.toString(US_ASCII)).containsExactly("abc");
        assertThat(bytes.take()).extracting(piece -> piece.toString(US_ASCII)).containsExactly("d");
        assertThat(bytes.isEmpty()).isTrue();
    }

    @Test
    void smallPiecesTakeLittleMoreMemoryThanTheirBytes() {
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            ByteBuf piece = piece(Character.toString('a' + i % 26));
            bytes.add(piece);
            assertThat(piece.refCnt()).isZero();
        }

        List<ByteBuf> all = bytes.take();
        assertThat(all).hasSizeLessThan(many / 1_000);
        assertThat(all).extracting(ByteBuf::capacity).allMatch(capacity -> capacity <= 8 << 10);
        assertThat(text(all)).hasSize(many).startsWith("abc").contains("yzab");
    }

    @Test
    void piecesOfAllSizesStayInTheirOrder() {
        Random random = new Random(1);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String piece = Integer.toString(i).repeat(1 + random.nextInt(random.nextBoolean() ? 3 : 2_000));
            bytes.add(piece(piece));
            expected.append(piece);
        }

        assertThat(text(bytes.take())).isEqualTo(expected.toString());
    }

    private static String text(List<ByteBuf> pieces) {
        return pieces.stream().map(piece -> piece.toString(US_ASCII)).collect(Collectors.joining());
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
