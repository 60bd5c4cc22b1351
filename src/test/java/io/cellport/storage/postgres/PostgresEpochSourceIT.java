package io.cellport.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresEpochSourceIT {

    private final PostgresDatabase database = PostgresDatabase.open(PostgresServer.newDatabase());
    private final DirectSql sql = new DirectSql(database);
    private final Names names = new Names("epoch > ?");
    private final Names others = new Names("epoch > ?");
    private final PostgresEpochSource source = new PostgresEpochSource(database, List.of(names, others));

    /** The names of all cells, and how many rows were read for them. */
    private static final class Names implements Replica {

        private final String condition;
        private final List<String> known = new ArrayList<>();
        private final List<Integer> knownToLater = new ArrayList<>();
        private @Nullable Names later;
        private int rows;
        private int reads;
        private boolean isDue;

        Names(String condition) {
            this.condition = condition;
        }

        @Override
        public String whole() {
            return "SELECT name, epoch FROM cell";
        }

        @Override
        public String changes() {
            return "SELECT name, epoch FROM cell WHERE " + condition + " ORDER BY epoch";
        }

        @Override
        public boolean isDue() {
            return isDue;
        }

        @Override
        public List<Object> parameters(long known) {
            reads++;
            return List.of(known);
        }

        @Override
        public long replace(ResultSet rows) throws SQLException {
            known.clear();
            return add(rows);
        }

        @Override
        public long add(ResultSet found) throws SQLException {
            if (later != null) {
                knownToLater.add(later.known.size());
            }
            long highest = 0;
            while (found.next()) {
                known.add(found.getString("name"));
                highest = found.getLong("epoch");
                rows++;
            }
            return highest;
        }
    }

    @AfterEach
    void close() {
        source.close();
        database.close();
    }

    @Test
    void aReadMakesKnownWhatWasCommittedBefore() throws SQLException {
        create("one");
        source.read();
        assertThat(names.known).containsExactly("one");
        create("two");
        create("three");

        source.read();

        assertThat(names.known).containsExactly("one", "two", "three");
        assertThat(others.known).isEqualTo(names.known);
    }

    /** So whoever is told of something by the first finds it with the second, while the read goes on. */
    @Test
    void whatWasReadLastIsKnownFirst() throws SQLException {
        create("one");
        names.later = others;
        source.read();
        create("two");
        source.read();

        assertThat(names.knownToLater).containsExactly(1, 2);
    }

    @Test
    void onlyChangesAreReadAgain() throws SQLException {
        create("one");
        source.read();
        source.read();
        assertThat(names.rows).isEqualTo(1);

        create("two");
        source.read();
        source.read();

        assertThat(names.rows).isEqualTo(2);
    }

    @Test
    void tablesAreReadOnlyIfSomethingHasChangedOrIsDueWithoutAnEpoch() throws SQLException {
        create("one");
        source.read();
        source.read();
        assertThat(others.reads).as("nothing has changed").isZero();

        create("two");
        source.read();
        assertThat(others.reads).isEqualTo(1);
        source.read();
        assertThat(others.reads).as("nothing has changed since").isEqualTo(1);

        names.isDue = true;
        source.read();
        assertThat(others.reads).isEqualTo(2);
    }

    /** As after the failure of a server whose last changes the next one does not have. */
    @Test
    void afterALostConnectionEverythingIsReadAgain() throws SQLException {
        create("one");
        create("two");
        source.read();
        sql.change("DELETE FROM cell WHERE name = 'two'");
        sql.change("UPDATE epoch SET n = n - 2");
        sql.disconnectEverybody();

        assertThatThrownBy(source::read).isInstanceOf(SQLException.class);
        create("another two");
        awaitReadable();

        assertThat(names.known).containsExactly("one", "another two");
        create("three");
        source.read();
        assertThat(names.known).endsWith("three");
    }

    @Test
    void nothingIsTriedInTheMomentAfterAFailure() throws SQLException {
        source.read();
        sql.disconnectEverybody();
        assertThatThrownBy(source::read).isInstanceOf(SQLException.class);

        assertThatThrownBy(source::read).hasMessageContaining("a moment ago");
    }

    @Test
    void aReadIsGivenUpLongBeforeTheDatabaseGivesUpTheStatement() throws SQLException {
        Names slow = new Names("epoch > ? AND pg_sleep(60) IS NOT NULL");
        create("one");
        try (PostgresEpochSource waiting = new PostgresEpochSource(database, List.of(slow))) {
            waiting.read();
            create("two");

            assertThatThrownBy(waiting::read)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState())
                                    .as("a broken connection")
                                    .startsWith("08"));
        }
    }

    @Test
    void aSourceThatIsClosedReadsNoMore() throws SQLException {
        source.read();

        source.close();

        assertThatThrownBy(source::read).isInstanceOf(SQLException.class);
    }

    private void awaitReadable() {
        Awaitility.await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            source.read();
            return true;
        });
    }

    private void create(String name) {
        sql.call("create_cell(?, ?)", "id of " + name, name);
    }
}
