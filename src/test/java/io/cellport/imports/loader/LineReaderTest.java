package io.cellport.imports.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Long lines take memory of the unit's budget, and no more of it than there is. */
class LineReaderTest {

    private static final int MIB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(LineReader.COST * 2L * MIB);

    private final MemoryShare memory = new MemoryShare(budget, waited -> {
        throw new IllegalStateException("waits");
    });

    @Test
    void linesOfEveryLengthAreReadUnchanged() throws IOException {
        int[] lengths = {0, 1, MIB / 16, 3, MIB, MIB / 2, 7, 2 * MIB - 100, 0, 5};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lengths.length; i++) {
            text.append(String.valueOf((char) ('a' + i)).repeat(lengths[i])).append('\n');
        }
        LineReader lines = reader(text.toString(), 8 * MIB);

        for (int i = 0; i < lengths.length; i++) {
            assertThat(lines.next()).isTrue();
            assertThat(new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(String.valueOf((char) ('a' + i)).repeat(lengths[i]));
        }
        assertThat(lines.next()).isFalse();
        assertThat(lines.consumed()).isEqualTo(text.length());
    }

    @Test
    void shortLinesTakeNoMemoryFromTheBudget() throws IOException {
        LineReader lines = reader("x".repeat(MIB / 8) + "\ny", 8 * MIB);

        assertThat(lines.next()).isTrue();
        assertThat(lines.next()).isTrue();

        assertThat(budget.free()).isEqualTo(budget.total());
    }

    @Test
    void aLongLineTakesItsMemoryUntilTheNextLine() throws IOException {
        LineReader lines = reader("x".repeat(MIB) + "\ny", 8 * MIB);

        assertThat(lines.next()).isTrue();
        assertThat(budget.total() - budget.free()).isGreaterThanOrEqualTo(LineReader.COST * (long) MIB);

        assertThat(lines.next()).isTrue();
        assertThat(budget.free()).isEqualTo(budget.total());
        assertThat(lines.buffer()).hasSizeLessThan(MIB);
    }

    @Test
    void memoryThatWasHandedOverIsNotGivenBackByTheNextLine() throws IOException {
        LineReader lines = reader("x".repeat(MIB) + "\ny", 8 * MIB);
        lines.next();

        MemoryShare.Grant handed = lines.handOver().orElseThrow();
        lines.next();

        assertThat(budget.free()).isLessThan(budget.total());
        assertThat(lines.handOver()).isEmpty();
        handed.close();
        assertThat(budget.free()).isEqualTo(budget.total());
    }

    @Test
    void aLineLargerThanTheMemoryIsRefusedEvenBelowTheLimit() {
        LineReader lines = reader("x".repeat(3 * MIB), 256 * MIB);

        assertThatThrownBy(lines::next).hasMessage("PR400-MC-0006");
    }

    @Test
    void twoRunsThatShareMemoryForOneLongLineBothEnd() throws Exception {
        MemoryBudget narrow = new MemoryBudget(LineReader.COST * (long) MIB);
        String text = ("x".repeat(MIB - 1) + "\n").repeat(20);
        Thread[] runs = new Thread[2];
        long[] consumed = new long[runs.length];
        for (int i = 0; i < runs.length; i++) {
            int run = i;
            runs[i] = new Thread(() -> consumed[run] = readAll(narrow, text));
            runs[i].start();
        }
        for (Thread run : runs) {
            run.join();
        }

        assertThat(consumed).containsOnly(text.length());
        assertThat(narrow.free()).isEqualTo(narrow.total());
    }

    private static long readAll(MemoryBudget budget, String text) {
        try (MemoryShare share = new MemoryShare(budget, waited -> {})) {
            LineReader lines = new LineReader(stream(text), 8 * MIB, share);
            while (lines.next()) {
                lines.handOver().ifPresent(MemoryShare.Grant::close);
            }
            return lines.consumed();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private LineReader reader(String text, int maxLineBytes) {
        return new LineReader(stream(text), maxLineBytes, memory);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
