package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.odata.index.SettledIndexes;
import io.cellport.odata.index.ValueIndexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches with indexes find what searches without them find. */
class IndexedRowsTest {

    private static final int ROWS = 600;

    @TempDir
    private Path directory;

    @Test
    void indexesChangeNoAnswer() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        RandomRows random = RandomRows.withShortTexts(seed);
        List<Row> stored = random.rows(ROWS);
        RandomQueries queries = new RandomQueries(random);
        ValueIndexes indexes = SettledIndexes.open(directory, 1 << 30);

        try (CellGeneration generation = GenerationFile.of(directory, stored)) {
            List<RowQuery> all =
                    Stream.generate(() -> queries.next(ROWS)).limit(80).toList();
            SearchCosts costs = new SearchCosts(100, random.below(600), 50, random.below(600));
            Rows indexed = new Rows(Optional.of(indexes), costs);
            List<List<Object>> expected = answers(Rows.withoutIndexes(), generation, all);
            assertThat(answers(indexed, generation, all)).as("seed %d", seed).isEqualTo(expected);
            SettledIndexes.await(indexes);
            assertThat(indexes.bytes()).isPositive();

            for (int i = 0; i < all.size(); i++) {
                assertThat(answer(indexed, generation, all.get(i)))
                        .as(
                                "seed %d: %s %s",
                                seed, all.get(i).filter(), all.get(i).orders())
                        .isEqualTo(expected.get(i));
            }

            damage(directory.resolve(ValueIndexes.DIRECTORY));
            assertThat(answers(indexed, generation, all)).as("seed %d", seed).isEqualTo(expected);
        } finally {
            indexes.close().await();
        }
        assertThat(directory.resolve(ValueIndexes.DIRECTORY)).isEmptyDirectory();
    }

    private static void damage(Path indexes) throws Exception {
        try (Stream<Path> files = Files.list(indexes)) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[8_192]);
            }
        }
    }

    private static List<List<Object>> answers(Rows rows, CellGeneration generation, List<RowQuery> queries) {
        return queries.stream().map(query -> answer(rows, generation, query)).toList();
    }

    private static List<Object> answer(Rows rows, CellGeneration generation, RowQuery query) {
        FoundRows found = rows.page(generation, query, () -> {});
        List<Object> answer = new ArrayList<>(List.of(found.count()));
        found.forEachRemaining(row -> answer.add(row.key()));
        return answer;
    }
}
