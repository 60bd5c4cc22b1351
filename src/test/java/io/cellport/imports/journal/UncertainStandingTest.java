package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.Journal.NewImport;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.storage.StoreException;
import io.cellport.worker.WorkerPool;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the view of a journal says while a change is under way, and when nobody knows what became of one. */
class UncertainStandingTest {

    private static final String CELL = "cell";

    private static final Instant LATER = Instant.parse("2026-01-02T04:00:00Z");

    private final ScriptedJournal record = new ScriptedJournal();
    private final WorkerPool reads = new WorkerPool("reads", 1, 10);
    private final JournalView view = new JournalView(record, List.of(), reads);
    private final Journal journal = new ViewedJournal(record, view);

    @AfterEach
    void stopReading() {
        reads.abandon();
    }

    @Test
    void duringAChangeTheJournalIsAsked() {
        record.beforeCommit = () -> assertThat(seen()).isEmpty();
        record.afterCommit =
                () -> assertThat(seen()).map(seen -> seen.status().isActive()).contains(true);

        Accepted accepted = accept();

        assertThat(view.certain(CELL)).isPresent();
        assertThat(seen()).contains(DecidedStatus.of(accepted));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAChangeOfUnknownOutcomeTheJournalIsAsked(boolean committed) {
        Runnable loss = () -> {
            throw new OutOfMemoryError("made up");
        };
        record.beforeRead = UncertainStandingTest::unreadable;
        if (committed) {
            record.afterCommit = loss;
        } else {
            record.beforeCommit = loss;
        }

        assertThatThrownBy(this::accept).isInstanceOf(OutOfMemoryError.class);

        assertThatThrownBy(this::seen).isInstanceOf(StoreException.class);
        record.beforeRead = () -> {};
        assertThat(seen().isPresent()).isEqualTo(committed);
        assertThat(view.certain(CELL)).as("kept after one read").isPresent();
    }

    @Test
    void aChangeIsMadeEvenIfTheJournalCannotBeReadAfterIt() {
        record.beforeRead = UncertainStandingTest::unreadable;

        Accepted accepted = accept();

        assertThat(view.certain(CELL)).isEmpty();
        record.beforeRead = () -> {};
        assertThat(seen()).contains(DecidedStatus.of(accepted));
    }

    @Test
    void aReadThatAChangeOvertookIsNotKept() {
        record.beforeRead = UncertainStandingTest::unreadable;
        Accepted accepted = accept();
        record.beforeRead = () -> {};
        AtomicInteger others = new AtomicInteger();
        record.afterRead = () -> {
            if (others.getAndIncrement() == 0) {
                journal.record(accepted.toImporting(1000).toActivating().toInterrupted(500, 4));
            }
        };

        assertThat(view.read(CELL)).contains(DecidedStatus.of(accepted));

        assertThat(seen())
                .isEqualTo(record.truth(CELL).map(DecidedStatus::of))
                .isNotEqualTo(Optional.of(DecidedStatus.of(accepted)));
    }

    @Test
    void whenOneOfTwoChangesEndsTheOtherIsStillUnderWay() {
        Accepted accepted = accept();
        AtomicInteger others = new AtomicInteger();
        record.beforeCommit = () -> {
            if (others.getAndIncrement() == 0) {
                journal.record(accepted.toImporting(1000));
                assertThat(view.certain(CELL)).isEmpty();
            }
        };

        journal.record(accepted.toCancelled(LATER));

        assertThat(view.certain(CELL)).isPresent();
        assertThat(seen()).isEmpty();
    }

    private static void unreadable() {
        throw new StoreException("made up");
    }

    private Accepted accept() {
        Blob bytes = new Blob(new BlobId(CELL, "blob"), 4, "00ff");
        return journal.accept(new NewImport(CELL, "name", "snap", bytes, false, "tester", 0));
    }

    private Optional<DecidedStatus> seen() {
        return view.standing(CELL, System.nanoTime()).await();
    }
}
