package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.storage.postgres.EpochReader;
import io.cellport.storage.postgres.PostgresEpochSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another node than the one that changes something sees. */
class PostgresStandingsIT implements StatusViewContract {

    private final ClusteredJournal unit = new ClusteredJournal();

    private Node node = new Node();

    private final class Node implements AutoCloseable {

        private final RunReplica runs;
        private final PostgresEpochSource source;
        private final EpochReader reader;
        private final PostgresStandings view;

        Node() {
            runs = new RunReplica();
            source = new PostgresEpochSource(unit.database, runs.parts());
            reader = EpochReader.start(source, Duration.ZERO);
            view = new PostgresStandings(reader, runs);
        }

        Optional<DecidedStatus> seen(Cell cell) {
            return Questions.standing(view, cell);
        }

        @Override
        public void close() {
            reader.close();
            source.close();
        }
    }

    @AfterEach
    void close() {
        node.close();
        unit.close();
    }

    @Test
    void whoeverAsksEachNodeInTurnIsToldOfAllProgressThatWasStoredBefore() {
        Cell cell = cell("cell1");
        Importing importing = accept(cell).toImporting(1000);
        try (Node first = new Node();
                Node second = new Node()) {
            for (int bytes = 10; bytes <= 1000; bytes += 10) {
                Importing next = importing.at(bytes, 4);
                journal().record(next);
                assertThat((bytes / 10 % 2 == 0 ? first : second).seen(cell)).contains(DecidedStatus.of(next));
            }
        }
        try (Node late = new Node()) {
            assertThat(late.seen(cell)).as("never read before").contains(DecidedStatus.of(importing.at(1000, 4)));
        }
    }

    @Test
    void whatWasPreparedIsToldAtOnce() {
        Cell polled = cell("cell1");
        Cell idle = cell("cell2");
        Importing importing = accept(polled).toImporting(1000);
        journal().record(importing);
        assertThat(node.seen(polled)).contains(DecidedStatus.of(importing));
        Importing next = importing.at(10, 4);
        journal().record(next);

        Future<Void> prepared;
        long asked;
        do {
            asked = System.nanoTime();
            prepared = node.view.prepare(List.of(polled.id(), idle.id()), asked);
            Awaitility.await().until(prepared::isComplete);
        } while (prepared.failed());

        assertThat(node.view.standing(polled.id(), asked).result()).contains(DecidedStatus.of(next));
        assertThat(node.view.standing(idle.id(), asked).result()).isEmpty();
        assertThat(node.view.prepare(List.of(polled.id(), idle.id()), asked).succeeded())
                .as("without another read")
                .isTrue();
    }

    @Test
    void aQuestionThatCameBeforeAReadWasSentIsAnsweredByWhatItHasRead() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        long asked = System.nanoTime();
        seen(cell("cell2"));

        Future<Optional<DecidedStatus>> answer = node.view.standing(cell.id(), asked);

        assertThat(answer.result()).as("at once").contains(DecidedStatus.of(failed));
    }

    @Test
    void aQuestionThatCameAfterTheLastReadWasSentWaitsForTheNext() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        seen(cell);
        Accepted accepted = accept(cell);

        assertThat(seen(cell)).contains(DecidedStatus.of(accepted));
    }

    @Test
    void theProgressOfARunIsAsOfTheQuestionThoughTheReadBeforeItDidNotAskForIt() {
        Cell cell = cell("cell1");
        Importing importing = accept(cell).toImporting(1000);
        journal().record(importing);
        seen(cell);
        Importing next = importing.at(500, 4);
        journal().record(next);
        long asked = System.nanoTime();
        seen(cell("cell2"));

        assertThat(Questions.standing(node.view, cell, asked)).contains(DecidedStatus.of(next));
    }

    /** The runs of a deleted cell stay in the database for a while. */
    @Test
    void nothingIsKeptOfADeletedCellOfWhichANodeLearnsTogetherWithItsLastRun() {
        Cell cell = cell("cell1");
        seen(cell("cell2"));
        fail(accept(cell));
        unit.delete(cell);
        assertThat(unit.sql.number("SELECT count(*) FROM import_run")).hasValue(1);

        assertThat(seen(cell)).isEmpty();
    }

    @Test
    void aNodeThatStartsReadsOnlyWhatCanDecide() {
        Cell cell = cell("cell1");
        for (int i = 0; i < 5; i++) {
            fail(accept(cell));
            journal().record(accept(cell).toCancelled(LATER));
            complete(accept(cell, true));
        }
        Failed failed = fail(accept(cell));
        Accepted accepted = accept(cell);
        Cell deleted = cell("cell2");
        fail(accept(deleted));
        unit.delete(deleted);

        assertThat(unit.sql.number("SELECT count(*) FROM (" + RunReplica.WHOLE + ") whole"))
                .hasValue(2);
        restart();
        assertThat(seen(cell)).contains(DecidedStatus.of(accepted));
        journal().record(accepted.toCancelled(LATER));
        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
        assertThat(seen(deleted)).isEmpty();
    }

    /** As a server does that lacks the last changes of the one before it. */
    @Test
    void aNodeThatHasLostItsConnectionForgetsWhatTheDatabaseDoesNotHave() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        Accepted lost = accept(cell);
        assertThat(seen(cell)).contains(DecidedStatus.of(lost));
        unit.sql.change("DELETE FROM import_run WHERE number = ?", lost.run().number());

        unit.sql.disconnectEverybody();

        Awaitility.await()
                .ignoreExceptionsInstanceOf(ApiException.class)
                .until(() -> seen(cell).equals(Optional.of(DecidedStatus.of(failed))));
    }

    @Test
    void nothingIsToldWhileTheDatabaseCannotBeRead() {
        Cell cell = cell("cell1");
        fail(accept(cell));
        seen(cell);

        node.source.close();

        assertThatThrownBy(() -> seen(cell))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().code()).isEqualTo(ErrorCode.PR503_SV_0002));
    }

    @Test
    void aRowThatCannotBeReadCountsAsFailedAndHidesNoOther() {
        Cell damaged = cell("cell1");
        complete(accept(damaged));
        unit.sql.change("UPDATE import_run SET summary = '{', epoch = bump()");
        Cell other = cell("cell2");
        Failed failed = fail(accept(other));

        for (int i = 0; i < 2; i++) {
            assertThat(seen(damaged)).hasValueSatisfying(state -> {
                assertThat(state.status().phase()).isEqualTo(Phase.FAILED);
                assertThat(state.status().error()).isEqualTo(JournalRow.DAMAGED);
            });
            assertThat(seen(other)).contains(DecidedStatus.of(failed));
            restart();
        }
    }

    @Test
    void aStateThatOnlyAnotherVersionKnowsIsNoSuccess() {
        Cell cell = cell("cell1");
        complete(accept(cell));
        assertThat(seen(cell).orElseThrow().status().phase()).isEqualTo(Phase.READY);

        unit.sql.change("UPDATE import_run SET state = 'Paused', epoch = bump()");

        assertThat(seen(cell).orElseThrow().status().phase()).isEqualTo(Phase.FAILED);
    }

    @Override
    public JournalUnit unit() {
        return unit;
    }

    @Override
    public StatusView view() {
        return node.view;
    }

    @Override
    public void restart() {
        unit.reopen();
        node.close();
        node = new Node();
    }
}
