package io.cellport.storage.postgres;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Together;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresDatabaseIT {

    @Test
    void anEmptyDatabaseIsPreparedByOneOfSeveralNodes() throws Exception {
        PostgresAddress address = PostgresServer.newEmptyDatabase();

        List<Boolean> empty = Together.together(3, node -> {
            try (PostgresDatabase database = PostgresDatabase.open(address)) {
                return count(database) == 0;
            }
        });

        assertThat(empty).containsOnly(true);
    }

    private static long count(PostgresDatabase database) {
        return new DirectSql(database).number("SELECT count(*) FROM cell").orElseThrow();
    }

    @Test
    void aRefusalOfAFunctionBecomesItsCode() {
        try (PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase())) {
            create(database, "one");

            assertThatThrownBy(() -> create(database, "one"))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.PR409_OD_0003));
            assertThat(count(database)).isEqualTo(1);
        }
    }

    private static void create(PostgresDatabase database, String name) {
        new DirectSql(database).call("create_cell(?, ?)", name + name.length(), name);
    }

    /** The default of this server is not to wait. */
    @Test
    void commitsWaitForTheDiskWhateverTheServerIsSetTo() throws Exception {
        String setting = "SHOW synchronous_commit";
        try (PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());
                Connection own = database.connect()) {
            Optional<String> inPool = database.read("show", pooled -> first(pooled, setting, row -> row.getString(1)));
            assertThat(inPool).contains("on");
            assertThat(first(own, setting, row -> row.getString(1))).contains("on");
        }
    }

    @Test
    void aStatementThatTakesTooLongIsGivenUp() {
        try (PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase())) {
            assertThatThrownBy(() ->
                            database.read("sleep", connection -> first(connection, "SELECT pg_sleep(60)", row -> true)))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.PR503_SV_0002));
        }
    }

    /** A change that waits too long for a lock is refused. */
    private static void tryToCreate(PostgresDatabase database, String name) {
        try {
            create(database, name);
        } catch (ApiException late) {
            assertThat(late.error().code()).isEqualTo(ErrorCode.PR503_SV_0002);
        }
    }

    @Test
    void readsAndRenewalsDoNotWaitBehindChangesThatWait() throws Exception {
        PostgresAddress address = PostgresServer.newDatabase();
        try (PostgresDatabase database = PostgresDatabase.open(address);
                Connection slow = database.connect()) {
            slow.setAutoCommit(false);

            // On a slow machine the changes have given up before anything is read.
            Awaitility.await().until(() -> isReadAndRenewedBeforeAnyChangeGivesUp(database, slow));
        }
    }

    private static boolean isReadAndRenewedBeforeAnyChangeGivesUp(PostgresDatabase database, Connection slow)
            throws Exception {
        long before = count(database);
        update(slow, "UPDATE epoch SET n = n + 1");
        List<Thread> waiting = IntStream.range(0, 20)
                .mapToObj(i -> new Thread(() -> tryToCreate(database, "cell" + i + "of" + before)))
                .toList();
        waiting.forEach(Thread::start);
        try {
            Awaitility.await().until(() -> waitingForLocks(slow) > 0 || !allAlive(waiting));

            assertThat(count(database)).isEqualTo(before);
            database.renew("now", connection -> first(connection, "SELECT now_ms()", row -> true));

            return allAlive(waiting);
        } finally {
            slow.rollback();
            for (Thread each : waiting) {
                each.join(PATIENCE.toMillis());
            }
        }
    }

    private static boolean allAlive(List<Thread> threads) {
        return threads.stream().allMatch(Thread::isAlive);
    }

    private static long waitingForLocks(Connection connection) throws SQLException {
        return first(
                        connection,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void aDatabaseOfAMuchNewerVersionIsRefused() {
        PostgresAddress address = PostgresServer.newDatabase();
        try (PostgresDatabase database = PostgresDatabase.open(address)) {
            new DirectSql(database).change("UPDATE unit SET value = '99' WHERE key = 'schema.reader'");
        }

        assertThatThrownBy(() -> PostgresDatabase.open(address))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aNodeWaitsForADatabaseThatDoesNotAnswerAndForNoneThatRefusesIt() throws Exception {
        PostgresAddress real = PostgresServer.newDatabase();
        PostgresAddress stranger = new PostgresAddress(real.url() + "_none", real.user(), real.password());
        PostgresAddress nobody = new PostgresAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing");

        assertThat(seconds(() -> PostgresDatabase.openWithin(Duration.ofMinutes(1), stranger)))
                .isLessThan(30);
        assertThat(seconds(() -> PostgresDatabase.openWithin(Duration.ofSeconds(2), nobody)))
                .isGreaterThanOrEqualTo(2);
        PostgresDatabase.openWithin(Duration.ofMinutes(1), real).close();
    }

    private static long seconds(ThrowingCallable opening) {
        long start = System.nanoTime();
        assertThatThrownBy(opening).isInstanceOf(StoreException.class);
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    @Test
    void aDatabaseThatIsNotThereIsRefused() {
        PostgresAddress nobody = new PostgresAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing");

        assertThatThrownBy(() -> PostgresDatabase.open(nobody)).isInstanceOf(StoreException.class);
    }
}
