package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL finds the rows that plain Java finds, in the same order, for any data and any query. */
class RowsAgainstPlainJavaTest {

    private static final int ROWS = 200;

    @TempDir
    private Path directory;

    @Test
    void sqlFindsWhatPlainJavaFinds() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        RandomRows random = new RandomRows(seed);
        List<Row> stored = random.rows(ROWS);
        RandomQueries queries = new RandomQueries(random);

        try (CellGeneration generation = GenerationFile.of(directory, stored)) {
            List<JsonObject> plain = things(generation);
            for (int i = 0; i < 120; i++) {
                RowQuery query = queries.next(ROWS);
                List<JsonObject> expected = PlainEvaluator.evaluate(plain, query);

                FoundRows found = Rows.withoutIndexes().page(generation, query, () -> {});

                assertThat(ids(found)).as("seed %d: %s", seed, words(query)).isEqualTo(page(expected, query));
                assertThat(found.count()).as("seed %d: %s", seed, words(query)).hasValue(expected.size());
            }
        }
    }

    private static String words(RowQuery query) {
        return "%s %s top %d skip %d".formatted(query.filter(), query.orders(), query.top(), query.skip());
    }

    private static List<JsonObject> things(CellGeneration generation) {
        List<JsonObject> things = new ArrayList<>();
        generation.entities("UserData", row -> {
            if (row.key().startsWith("thing\t")) {
                things.add(new JsonObject(Buffer.buffer(row.source())));
            }
        });
        return things;
    }

    private static List<String> page(List<JsonObject> all, RowQuery query) {
        return all.stream()
                .skip(query.skip())
                .limit(query.top())
                .map(RowsAgainstPlainJavaTest::id)
                .toList();
    }

    private static List<String> ids(FoundRows found) {
        List<String> ids = new ArrayList<>();
        found.forEachRemaining(row -> ids.add(id(new JsonObject(Buffer.buffer(row.source())))));
        return ids;
    }

    private static String id(JsonObject source) {
        return source.getJsonObject("s").getString("__id");
    }
}
