package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.odata.index.SettledIndexes;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.language.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page has the same rows in the same order, whether they are read while they are found or when they are taken. */
class RowsOfAnyLengthTest {

    private static final int ROWS = 400;

    private static final int[] LENGTHS = {0, 0, 0, 0, 100, 2_000, 8_000, 8_100, 8_200, 20_000, 300_000};

    @TempDir
    private Path directory;

    @Test
    void pagesOfShortAndLongRowsAreCutOutOfTheWhole() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Stored> stored = Stream.generate(() -> random)
                .limit(ROWS)
                .map(RowsOfAnyLengthTest::row)
                .map(Stored::of)
                .toList();
        List<Row> content = stored.stream().<Row>map(Stored::row).toList();
        ValueIndexes indexes = SettledIndexes.open(directory, 1 << 30);
        Rows rows = new Rows(Optional.of(indexes), new SearchCosts(random.nextInt(2 * ROWS), 50, 20, ROWS));

        try (CellGeneration generation = GenerationFile.of(directory, content)) {
            for (int i = 0; i < 60; i++) {
                int top = random.nextBoolean() ? random.nextInt(30) : random.nextInt(ROWS);
                int skip = random.nextInt(4) * random.nextInt(ROWS / 3);
                boolean isSorted = random.nextBoolean();
                List<Order> orders = isSorted ? List.of(new Order("text", random.nextBoolean())) : List.of();
                RowQuery query = new RowQuery(
                        RandomRows.MODEL, Optional.empty(), orders, Optional.empty(), top, skip, true, false);

                FoundRows found = rows.page(generation, query, () -> {});

                List<String> expected = page(stored, query);
                assertThat(found.size()).as("seed %d: %s", seed, query).isEqualTo(expected.size());
                assertThat(found.count()).as("seed %d: %s", seed, query).hasValue(ROWS);
                assertThat(words(found)).as("seed %d: %s", seed, query).isEqualTo(expected);
                SettledIndexes.await(indexes);
            }
        } finally {
            indexes.close().await();
        }
    }

    private static Row.Entity row(Random random) {
        String id = "é" + random.nextLong();
        String source = "{\"s\":{\"__id\":\"%s\",\"P001\":%s}}"
                .formatted(
                        id,
                        random.nextInt(8) == 0
                                ? "null"
                                : '"' + "v" + random.nextInt(50) + "w".repeat(LENGTHS[random.nextInt(LENGTHS.length)])
                                        + '"');
        return new Row.Entity(
                "UserData", "of " + id, "thing\t" + id, source.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** Rows without a value are the last. */
    private static List<String> page(List<Stored> stored, RowQuery query) {
        List<Stored> sorted = new ArrayList<>(stored);
        query.orders().stream().findFirst().ifPresent(order -> {
            Comparator<String> texts = order.isDescending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
            sorted.sort(Comparator.comparing(Stored::text, Comparator.nullsLast(texts)));
        });
        return sorted.stream()
                .skip(query.skip())
                .limit(query.top())
                .map(Stored::words)
                .toList();
    }

    private static List<String> words(FoundRows found) {
        List<String> words = new ArrayList<>();
        found.forEachRemaining(row -> words.add(words(row.type(), row.id(), row.key(), row.source())));
        return words;
    }

    /** Short for rows of any length. */
    private static String words(String type, String id, String key, byte[] source) {
        return "%s %s %s %d %d".formatted(type, id, key, source.length, Arrays.hashCode(source));
    }

    /**
     * A row with what is compared again and again.
     *
     * @param text its value, if it has one
     */
    private record Stored(Row.Entity row, @Nullable String text, String words) {

        static Stored of(Row.Entity row) {
            String source = new String(row.source(), StandardCharsets.UTF_8);
            int begin = source.indexOf("\"P001\":\"");
            return new Stored(
                    row,
                    begin < 0 ? null : source.substring(begin + 8, source.length() - 3),
                    RowsOfAnyLengthTest.words(row.type(), row.id(), row.key(), row.source()));
        }
    }
}
