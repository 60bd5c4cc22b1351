package io.cellport.bench;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.StoredEntity;
import io.cellport.metric.Metrics;
import io.cellport.odata.index.IndexVerticle;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.json.EntityUris;
import io.cellport.odata.json.ResultWriter;
import io.cellport.odata.json.RowAccess;
import io.cellport.odata.json.Shape;
import io.cellport.odata.language.Expression;
import io.cellport.odata.language.Expression.Compare;
import io.cellport.odata.language.Literal;
import io.cellport.odata.language.Operator;
import io.cellport.odata.language.Order;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Navigation;
import io.cellport.odata.rows.FoundRows;
import io.cellport.odata.rows.RowQuery;
import io.cellport.odata.rows.Rows;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Searches among 1,000,000 rows of one type: before there is an index, with one, and by SQL that a person would write
 * for a table with these columns. Time is that of the processor, because searches wait for nothing else. Short ones are
 * repeated, so that compiled code is measured and not what a scan has left of the caches.
 */
final class RowSearches implements Benchmark {

    private static final int ROUNDS = 9;

    private static final long MOST_NANOS = 50_000_000;

    private static final int MOST_TIMES = 500;

    private static final int WARM_UP_PAGES = 20_000;

    private static final Optional<Expression> NONE = Optional.empty();

    @Override
    public List<Figure> run() throws Exception {
        Vertx vertx = Vertx.vertx();
        Path directory = Files.createTempDirectory(Workspace.directory(), "rows");
        ValueIndexes indexes = new ValueIndexes(directory, 1L << 30, new Sqlite(), Metrics.NONE);
        Path file = MillionRows.file();
        try (CellGeneration generation = MillionRows.open(file);
                HandWrittenRows hand = new HandWrittenRows(directory.resolve("hand.db"), file)) {
            vertx.deployVerticle(new IndexVerticle(indexes)).await();
            List<Figure> figures =
                    new Searches(generation, Rows.withoutIndexes(), Rows.with(indexes), indexes, hand).figures();
            figures.addAll(new RowRequests(hand).figures());
            return figures;
        } finally {
            vertx.close().await();
            Workspace.delete(directory);
        }
    }

    private record Searches(
            CellGeneration generation, Rows plain, Rows indexed, ValueIndexes indexes, HandWrittenRows hand) {

        List<Figure> figures() throws Exception {
            RowQuery equal = query(Optional.of(equal(500_000)), List.of(), 0);
            RowQuery sorted = query(NONE, List.of(new Order("login", false)), 0);
            RowQuery sortedDown = query(NONE, List.of(new Order("n", true)), 0);
            makeIndexes(equal, sorted);
            List<Figure> figures = new ArrayList<>();
            figures.add(figure(
                    "first page", query(NONE, List.of(), 0), "SELECT r FROM hand ORDER BY r LIMIT 25", "< 20 ms"));
            figures.add(figure(
                    "page after 100,000 rows",
                    query(NONE, List.of(), 100_000),
                    "SELECT r FROM hand ORDER BY r LIMIT 25 OFFSET 100000",
                    ""));
            figures.add(
                    figure("n eq 500000", equal, "SELECT r FROM hand WHERE n = 500000 ORDER BY r LIMIT 25", "< 50 ms"));
            figures.add(figure("$orderby=login", sorted, "SELECT r FROM hand ORDER BY login, r LIMIT 25", "< 1 s"));
            figures.add(
                    figure("$orderby=n desc", sortedDown, "SELECT r FROM hand ORDER BY n DESC, r LIMIT 25", "< 1 s"));
            figures.add(figure(
                    "$orderby=login, after 100,000 rows",
                    query(NONE, List.of(new Order("login", false)), 100_000),
                    "SELECT r FROM hand ORDER BY login, r LIMIT 25 OFFSET 100000",
                    ""));
            figures.add(figure(
                    "substringof('99999',login)",
                    query(Optional.of(new Expression.Contains("99999", "login")), List.of(), 0),
                    "SELECT r FROM hand WHERE login LIKE '%99999%' LIMIT 25",
                    ""));
            figures.add(written(query(NONE, List.of(), 0), "SELECT r FROM hand ORDER BY r LIMIT 25"));
            return figures;
        }

        private void makeIndexes(RowQuery... queries) throws Exception {
            long begun = System.nanoTime();
            long bytes = 0;
            for (RowQuery query : queries) {
                find(indexed, query);
                while (indexes.bytes() == bytes) {
                    Thread.sleep(10);
                }
                bytes = indexes.bytes();
            }
            System.out.printf(
                    "  %d indexes in %.1f s, %d MiB%n", queries.length, (System.nanoTime() - begun) / 1e9, bytes >> 20);
        }

        private Figure figure(String what, RowQuery query, String byHand, String aim) throws Exception {
            System.out.println("  " + what);
            Rounds rounds = new Rounds()
                    .with("plain", () -> millis(() -> find(plain, query)))
                    .with("indexed", () -> millis(() -> find(indexed, query)))
                    .with("by hand", () -> millis(() -> hand.run(byHand)))
                    .run(ROUNDS, true);
            return new Figure(
                    what,
                    "%.2f ms without index, %.3f ms, %.3f ms by hand"
                            .formatted(rounds.median(0), rounds.median(1), rounds.median(2)),
                    "%.2f".formatted(rounds.ratio(1, 2)),
                    aim);
        }

        private Figure written(RowQuery query, String byHand) throws Exception {
            System.out.println("  first page, written");
            for (int i = 0; i < WARM_UP_PAGES; i++) {
                write(query);
            }
            Rounds rounds = new Rounds()
                    .with("as JSON", () -> millis(() -> write(query)))
                    .with("by hand", () -> millis(() -> hand.run(byHand)))
                    .run(ROUNDS, true);
            return new Figure(
                    "first page, written as JSON",
                    "%.3f ms, %.3f ms by hand, not written".formatted(rounds.median(0), rounds.median(1)),
                    "%.2f".formatted(rounds.ratio(0, 1)),
                    "");
        }

        private void write(RowQuery query) {
            ResultWriter writer = ResultWriter.of(
                    new NoOtherRows(),
                    new EntityUris("http://localhost:8080/cell/box/odata/"),
                    Shape.WHOLE,
                    MillionRows.MODEL,
                    indexed.page(generation, query, () -> {}),
                    OptionalLong.empty());
            while (!writer.isDone()) {
                writer.next();
            }
        }

        private void find(Rows rows, RowQuery query) {
            FoundRows found = rows.page(generation, query, () -> {});
            found.forEachRemaining(row -> {});
        }
    }

    /** Pages of rows that are related to nothing. */
    private record NoOtherRows() implements RowAccess {

        @Override
        public Iterator<StoredEntity> related(StoredEntity row, Navigation navigation, int most) {
            return Collections.emptyIterator();
        }

        @Override
        public Optional<StoredEntity> entity(String id) {
            return Optional.empty();
        }

        @Override
        public EntityModel target(Navigation navigation) {
            return MillionRows.MODEL;
        }
    }

    /** Something to be measured. */
    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    private static double millis(Action action) throws Exception {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long end = System.nanoTime() + MOST_NANOS;
        int times = 0;
        do {
            action.run();
            times++;
        } while (System.nanoTime() < end && times < MOST_TIMES);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / times;
    }

    private static RowQuery query(Optional<Expression> filter, List<Order> orders, int skip) {
        return new RowQuery(MillionRows.MODEL, filter, orders, Optional.empty(), 25, skip, false, false);
    }

    private static Expression equal(long value) {
        return new Compare("n", Operator.EQ, new Literal.Whole(value));
    }
}
