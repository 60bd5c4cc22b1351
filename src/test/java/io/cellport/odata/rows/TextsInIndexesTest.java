package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.odata.index.SettledIndexes;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.language.Expression.Contains;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of texts are found in an index as they are without one, whether its values are all in ASCII or not. */
class TextsInIndexesTest {

    private static final List<String> ASCII =
            List.of("user12345", "USER 12", "x12 y", "a%b_c!", "Kelvin", "foo-bar", "foo, BAR", "12-34", "");

    private static final List<String> PARTS = List.of(
            "12",
            "1234",
            "ser",
            "SER1",
            "k",
            "\u212a",
            "%",
            "b_c",
            "!",
            "foo bar",
            "12 34",
            "-",
            "ÉTÉ",
            "b",
            "0",
            "foo\u2013bar");

    @TempDir
    private Path directory;

    @Test
    void allInAscii() throws Exception {
        compare(ASCII);
    }

    @Test
    void someBeyond() throws Exception {
        compare(with("un été 12", "\u212a", "漱石12"));
    }

    @Test
    void withAZero() throws Exception {
        compare(with("a\0b 12"));
    }

    private static List<String> with(String... others) {
        List<String> all = new ArrayList<>(ASCII);
        all.addAll(List.of(others));
        return all;
    }

    private void compare(List<String> texts) throws Exception {
        List<Row> stored = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = texts.get(i % texts.size()).replace("\0", "\\u0000");
            String source = "{\"s\":{\"__id\":\"u%d\",\"P001\":\"%s\"}}".formatted(i, text);
            stored.add(new Row.Entity(
                    "UserData", "id" + i, "thing\tu" + i, source.getBytes(StandardCharsets.UTF_8), List.of()));
        }
        ValueIndexes indexes = SettledIndexes.open(directory, 1 << 28);
        Rows indexed = new Rows(Optional.of(indexes), new SearchCosts(50, 1_000, 50, 1_000));
        try (CellGeneration generation = GenerationFile.of(directory, stored)) {
            keys(indexed, generation, "12");
            SettledIndexes.await(indexes);
            assertThat(indexes.bytes()).isPositive();
            for (String part : PARTS) {
                assertThat(keys(indexed, generation, part))
                        .as(part)
                        .isEqualTo(keys(Rows.withoutIndexes(), generation, part));
            }
        } finally {
            indexes.close().await();
        }
    }

    private static List<String> keys(Rows rows, CellGeneration generation, String part) {
        List<String> keys = new ArrayList<>();
        RowQuery query = RowQuery.first(RandomRows.MODEL, 300).where(new Contains(part, "text"));
        rows.page(generation, query, () -> {}).forEachRemaining(row -> keys.add(row.key()));
        return keys;
    }
}
