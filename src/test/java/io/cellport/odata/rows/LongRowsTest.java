package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.RowMemory;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.odata.language.Expression.Contains;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long rows are read and searched with memory that is asked for before. */
class LongRowsTest {

    private static final int LONG = 1 << 20;

    @TempDir
    private static Path directory;

    private static CellGeneration generation;

    @BeforeAll
    static void fill() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String text = i == 2 ? "é".repeat(LONG / 2) : "é short";
            String source = "{\"s\":{\"__id\":\"u%d\",\"P001\":\"%s\"}}".formatted(i, text);
            rows.add(new Row.Entity(
                    "UserData", "id" + i, "thing\tu" + i, source.getBytes(StandardCharsets.UTF_8), List.of()));
        }
        generation = GenerationFile.of(directory, rows);
    }

    @AfterAll
    static void close() {
        generation.close();
    }

    @Test
    void memoryIsAskedForOnceForEachLongRow() {
        List<Long> asked = new ArrayList<>();
        FoundRows found = page(asked::add, RowQuery.first(RandomRows.MODEL, 25));

        assertThat(found).toIterable().extracting(StoredEntity::id).containsExactly("id0", "id1", "id2", "id3");

        assertThat(asked).isNotEmpty().allMatch(bytes -> bytes > LONG && bytes < LONG + 1_000);
        generation.lending(asked::add).entity("id0");
        generation.lending(asked::add).entity("UserData", "thing\tu1");
        assertThat(asked).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aRowIsNotReadIfThereIsNoMemoryForIt() {
        NoMemory none = new NoMemory();
        FoundRows found = page(none, RowQuery.first(RandomRows.MODEL, 1));

        assertThat(found.next().id()).isEqualTo("id0");
        assertThatThrownBy(() -> generation.lending(none).entity("id2")).isSameAs(none.refusal);
        assertThatThrownBy(() -> generation.lending(none).rows(List.of(3L), LONG))
                .isSameAs(none.refusal);
        assertThat(generation.entity("id2")).isPresent();
    }

    @Test
    void longValuesAreSearchedWithMemoryToo() {
        List<Long> asked = new ArrayList<>();
        NoMemory none = new NoMemory();
        RowQuery query = RowQuery.first(RandomRows.MODEL, 25).where(new Contains("É SHORT", "text"));

        assertThat(page(asked::add, query).size()).isEqualTo(3);

        assertThat(asked).containsExactly((long) LONG);
        assertThatThrownBy(() -> page(none, query)).isSameAs(none.refusal);
    }

    private static FoundRows page(RowMemory memory, RowQuery query) {
        return Rows.withoutIndexes().page(generation.lending(memory), query, () -> {});
    }

    /** There is never any. */
    private static final class NoMemory implements RowMemory {

        private final IllegalStateException refusal = new IllegalStateException("no memory");

        @Override
        public void need(long bytes) {
            throw refusal;
        }
    }
}
