package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.odata.language.Expression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullTextTest {

    private static final List<String> VALUES = List.of(
            "{'__id':'u0','P001':'Jules Verne','P002':49}",
            "{'__id':'u1','P001':'\\u0056ERNE','C001':{'P001':'東京'}}",
            "{'__id':'u2','P006':['novel','\u212Aelvin'],'P004':true}",
            "{'__id':'u3','P001':'149','P003':12.5}");

    @TempDir
    private static Path directory;

    private static CellGeneration generation;

    @BeforeAll
    static void fill() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String values : VALUES) {
            String source = "{'type':'UserData','s':%s}".formatted(values).replace('\'', '"');
            String id = "u" + rows.size();
            rows.add(
                    new Row.Entity("UserData", id, "thing\t" + id, source.getBytes(StandardCharsets.UTF_8), List.of()));
        }
        generation = GenerationFile.of(directory, rows);
    }

    @AfterAll
    static void close() {
        generation.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verne          | u0 u1",
                "'Jules  VERNE' | u0",
                "東京           | u1",
                "kelvin         | u2",
                "novel          | u2",
                "TRUE           | u2",
                "49             | u0 u3",
                "12.5           | u3",
                "2.5            | ''",
                "u0             | ''",
                "UserData       | ''",
                "P001           | ''",
                "' '            | ''"
            })
    void eachWordOccursInSomeValue(String words, String found) {
        RowQuery query =
                new RowQuery(RandomRows.MODEL, Optional.empty(), List.of(), Optional.of(words), 25, 0, false, false);
        List<String> ids = new ArrayList<>();
        Rows.withoutIndexes().page(generation, query, () -> {}).forEachRemaining(row -> ids.add(row.id()));

        assertThat(String.join(" ", ids)).isEqualTo(found);
    }

    /** As chains, a thousand conditions would be nested deeper than SQLite allows. */
    @Test
    void asManyConditionsAsFitIntoARequestAreServed() {
        Expression filter = new Expression.Always(true);
        for (int i = 0; i < 900; i++) {
            filter = new Expression.And(filter, new Expression.Always(true));
        }
        String words = "1 ".repeat(127);
        RowQuery query =
                new RowQuery(RandomRows.MODEL, Optional.of(filter), List.of(), Optional.of(words), 25, 0, true, false);

        assertThat(Rows.withoutIndexes().page(generation, query, () -> {}).count())
                .hasValue(1);
    }
}
