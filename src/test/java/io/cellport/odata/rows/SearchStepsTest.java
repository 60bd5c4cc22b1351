package io.cellport.odata.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.index.SettledIndexes;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Expression.Contains;
import io.cellport.odata.language.Expression.StartsWith;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.language.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much SQLite does for a search, in beats of 200,000 of its steps. */
class SearchStepsTest {

    private static final int ROWS = 20_000;

    @TempDir
    private static Path directory;

    private static CellGeneration generation;
    private static ValueIndexes indexes;

    @BeforeAll
    static void fill() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String source = "{\"p\":%d,\"s\":{\"__id\":\"u%d\",\"P001\":\"user%d\",\"P002\":%d}}"
                    .formatted(i, i, i * 7_919L % ROWS, i % 1_000);
            rows.add(new Row.Entity(
                    "UserData", "id" + i, "thing\tu" + i, source.getBytes(StandardCharsets.UTF_8), List.of()));
        }
        generation = GenerationFile.of(directory, rows);
        indexes = SettledIndexes.open(directory, 1 << 28);
    }

    @AfterAll
    static void close() {
        generation.close();
        indexes.close().await();
    }

    @Test
    void theFirstRowsAndSingleOnesNeedNoIndex() {
        Rows plain = Rows.withoutIndexes();

        assertThat(beats(plain, RowQuery.first(RandomRows.MODEL, 25))).isZero();
        assertThat(beats(plain, where(new Compare("__id", Operator.EQ, new Literal.Text("u19999")))))
                .isZero();
        assertThat(beats(plain, where(new StartsWith("__id", "u1999")))).isZero();
        assertThat(beats(Rows.with(indexes), ordered("__id", 1_000))).isZero();
    }

    @Test
    void afterTheirFirstUseConditionsAndOrdersHaveAnIndex() {
        Rows indexed = Rows.with(indexes);
        Expression equal = new Compare("text", Operator.EQ, new Literal.Text("user5"));
        Expression both = new Expression.And(
                new Contains("ser", "text"), new Compare("whole", Operator.EQ, new Literal.Whole(7)));

        for (RowQuery query : List.of(where(equal), where(both), ordered("text", 0), ordered("text", 5_000))) {
            assertThat(beats(Rows.withoutIndexes(), query)).as(query.toString()).isPositive();
            beats(indexed, query);
            SettledIndexes.await(indexes);
            assertThat(beats(indexed, query)).as(query.toString()).isZero();
        }
    }

    @Test
    void aSearchEndsWhenItsClientIsGoneAndOthersGoOn() {
        Rows rows = Rows.withoutIndexes();
        CancellationException gone = new CancellationException();

        assertThatThrownBy(() -> rows.page(generation, ordered("text", 0), () -> {
                    throw gone;
                }))
                .isSameAs(gone);
        assertThat(rows.page(generation, ordered("text", 0), () -> {}).size()).isEqualTo(25);
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUp() {
        SearchTime over = SearchTime.start(() -> {}, Duration.ofNanos(-1));

        assertThatThrownBy(over::run)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_OD_0001));
    }

    private static int beats(Rows rows, RowQuery query) {
        AtomicInteger beats = new AtomicInteger();
        // A statement that is kept goes on counting its steps where it stopped.
        try (CellGeneration fresh = GenerationFile.open(directory)) {
            rows.page(fresh, query, beats::incrementAndGet);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return beats.get();
    }

    private static RowQuery where(Expression filter) {
        return RowQuery.first(RandomRows.MODEL, 25).where(filter);
    }

    private static RowQuery ordered(String property, int skip) {
        return new RowQuery(
                RandomRows.MODEL,
                Optional.empty(),
                List.of(new Order(property, false)),
                Optional.empty(),
                25,
                skip,
                false,
                false);
    }
}
