package io.cellport.odata.index;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.metric.Metrics;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Statements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueIndexesTest {

    @TempDir
    private Path directory;

    private Path content;

    private final AtomicLong nanoTime = new AtomicLong();

    private ValueIndexes indexes;

    @BeforeEach
    void fill() throws Exception {
        content = directory.resolve("content ü%20#?.db");
        try (Connection connection = new Sqlite().openForBuilding(content)) {
            Sqlite.execute(
                    connection,
                    "CREATE TABLE entity(v)",
                    "INSERT INTO entity SELECT value FROM json_each('[3,1,null,2,1]')",
                    "PRAGMA journal_mode = DELETE");
        }
        Files.createDirectories(directory.resolve(ValueIndexes.DIRECTORY));
        Files.writeString(directory.resolve(ValueIndexes.DIRECTORY).resolve("1.db"), "left by a crash");
        indexes = SettledIndexes.open(directory, 100_000, nanoTime::get);
    }

    @AfterEach
    void close() {
        indexes.close().await();
    }

    @Test
    void whatAnEarlierStartLeftIsDeleted() {
        assertThat(files()).isEmpty();
    }

    @Test
    void anIndexHasValuesInOrderAndTheRowsWithoutOne() throws Exception {
        Path file = made(selection("v"));

        try (Connection connection = new Sqlite().openSealed(file)) {
            assertThat(numbers(connection, "SELECT r FROM entry")).containsExactly(2, 5, 4, 1);
            assertThat(numbers(connection, "SELECT r FROM missing")).containsExactly(3);
        }
        assertThat(indexes.bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void theLeastUsedGoFirst() {
        Path first = made(selection("v + 0"));
        Path second = made(selection("v + 1"));
        for (int i = 2; Files.exists(second); i++) {
            assertThat(indexes.find(selection("v + 0")))
                    .as("used again and again")
                    .hasValue(first);
            made(selection("v + " + i));
        }

        assertThat(first).exists();
        assertThat(indexes.bytes()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void whoMayHaveAnIndexOpenIsToldWhenItIsDeleted() {
        Path file = made(selection("v"));
        List<Path> told = new ArrayList<>();
        indexes.onRemoval(of -> {
            assertThat(file).doesNotExist();
            told.add(of);
        });

        indexes.drop(selection("v"));

        assertThat(told).containsExactly(content);
    }

    @Test
    void anIndexThatWouldBeTooLongDoesNotComeToBe() {
        Selection large = selection("hex(zeroblob(20000))");

        indexes.want(large);
        SettledIndexes.await(indexes);

        assertThat(indexes.find(large)).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(indexes.bytes()).isZero();
    }

    @Test
    void whatFailedIsTriedAgainAfterPausesThatGrow() throws Exception {
        Selection later = selection("later");
        failToMake(later);
        pass(Duration.ofMinutes(1));
        failToMake(later);
        addColumn("later");

        pass(Duration.ofMinutes(1));
        want(later);
        assertThat(indexes.find(later)).as("the second pause is longer").isEmpty();
        pass(Duration.ofMinutes(1));
        want(later);

        assertThat(indexes.find(later)).isPresent();
    }

    @Test
    void whatFailsAgainAndAgainIsStillTriedSeveralTimesADay() throws Exception {
        Selection later = selection("later");
        for (int failures = 0; failures < 100; failures++) {
            failToMake(later);
            pass(Duration.ofHours(6));
        }
        addColumn("later");

        assertThat(made(later)).exists();
    }

    private void failToMake(Selection selection) {
        want(selection);
        assertThat(indexes.find(selection)).isEmpty();
    }

    private void want(Selection selection) {
        indexes.want(selection);
        SettledIndexes.await(indexes);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private void addColumn(String name) throws Exception {
        try (Connection connection = new Sqlite().openForBuilding(content)) {
            Sqlite.execute(connection, "ALTER TABLE entity ADD COLUMN " + name, "PRAGMA journal_mode = DELETE");
        }
    }

    @Test
    void anIndexGoesWithItsContent() throws Exception {
        Path file = made(selection("v"));

        Files.delete(content);
        SettledIndexes.await(indexes);

        assertThat(file).doesNotExist();
        assertThat(indexes.find(selection("v"))).isEmpty();
    }

    @Test
    void aDroppedIndexCanBeMadeAgain() {
        Path file = made(selection("v"));

        indexes.drop(selection("v"));

        assertThat(file).doesNotExist();
        assertThat(made(selection("v"))).exists();
    }

    @Test
    void afterTheEndNothingIsLeftAndNothingIsMade() {
        made(selection("v"));

        indexes.close().await();
        indexes.want(selection("v"));

        assertThat(files()).isEmpty();
    }

    @Test
    void theEndDoesNotWaitForAStepThatTakesLong() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Sqlite stalled = new Sqlite() {
            @Override
            public Connection openScratch(Path file) throws SQLException {
                begun.countDown();
                waitFor(released);
                return super.openScratch(file);
            }
        };
        ValueIndexes slow = new ValueIndexes(directory, 100_000, stalled, Metrics.NONE, nanoTime::get);
        try {
            slow.want(selection("v"));
            begun.await();

            slow.close().await(PATIENCE);
        } finally {
            released.countDown();
        }
    }

    /** As a call of SQLite, which no interruption ends. */
    private static void waitFor(CountDownLatch released) {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException goesOn) {
                // A disk that does not answer knows of no interruption either.
            }
        }
    }

    private Selection selection(String value) {
        return new Selection(content, "SELECT " + value + " AS v, rowid AS r FROM entity WHERE ? = 1", List.of(1L));
    }

    private Path made(Selection selection) {
        want(selection);
        return indexes.find(selection).orElseThrow();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory.resolve(ValueIndexes.DIRECTORY))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> numbers(Connection connection, String sql) throws SQLException {
        return Statements.query(connection, sql, row -> row.getInt(1));
    }
}
