package io.cellport.imports.journal;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Together;
import io.cellport.cell.Cell;
import io.cellport.cell.generation.GenerationId;
import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Cancellable;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link StatusView} must say of changes that its journal has made. */
interface StatusViewContract extends FilledJournal {

    StatusView view();

    /** Opens unit and view again on the same data. */
    void restart();

    default Optional<DecidedStatus> seen(Cell cell) {
        return Questions.standing(view(), cell);
    }

    @Test
    default void aCellThatWasNeverImportedHasNoStandingToSee() {
        assertThat(seen(cell("cell1"))).isEmpty();
    }

    @Test
    default void aRunIsSeenBeforeItsAcceptanceIsAnswered() {
        Cell cell = cell("cell1");
        assertThat(seen(cell)).isEmpty();

        Accepted accepted = accept(cell);

        assertThat(seen(cell)).contains(DecidedStatus.of(accepted));
    }

    @Test
    default void aRunIsSeenAsActiveFromStepToStep() {
        Cell cell = cell("cell1");
        Importing importing = accept(cell).toImporting(1000);
        for (Active step : List.of(
                importing,
                importing.toInterrupted(10, 5),
                importing.toInterrupted(10, 5).toImporting(1000))) {
            journal().record(step);
            assertThat(seen(cell)).map(StatusViewContract::words).contains(words(DecidedStatus.of(step)));
        }
    }

    @Test
    default void anEndIsSeen() {
        Cell cell = cell("cell1");
        Completed completed = complete(accept(cell));
        assertThat(seen(cell)).contains(DecidedStatus.of(completed));

        Failed failed = fail(accept(cell));

        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
    }

    @Test
    default void afterACancelThatWhichWasSeenBeforeIsSeenAgain() {
        Cell cell = cell("cell1");
        journal().record(accept(cell).toCancelled(LATER));
        assertThat(seen(cell)).isEmpty();
        Failed failed = fail(accept(cell));

        journal().record(accept(cell).toCancelled(LATER));
        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
        Completed completed = complete(accept(cell));
        journal().record(accept(cell).toCancelled(LATER));

        assertThat(seen(cell)).contains(DecidedStatus.of(completed));
    }

    @Test
    default void aDryRunIsNotSeen() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        Accepted dry = accept(cell, true);

        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
        complete(dry);
        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
        Cell other = cell("cell2");
        fail(accept(other, true));
        assertThat(seen(other)).isEmpty();
    }

    @Test
    default void recordedDamageIsSeen() {
        Cell cell = cell("cell1");
        Completed completed = complete(accept(cell));

        journal().contentDamaged(new GenerationId(cell.id(), completed.run().number()));

        assertThat(seen(cell).orElseThrow().status().error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0003));
    }

    @Test
    default void aRefusedChangeIsNotSeen() {
        Cell cell = cell("cell1");
        Accepted accepted = accept(cell);

        assertThatThrownBy(() -> accept(cell)).isInstanceOf(ApiException.class);
        assertThat(seen(cell)).contains(DecidedStatus.of(accepted));
        Failed failed = fail(accepted);
        assertThatThrownBy(() -> journal().record(accepted.toImporting(7))).isInstanceOf(LostRunException.class);

        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
    }

    @Test
    default void aDeletedCellIsNotSeen() {
        Cell cell = cell("cell1");
        fail(accept(cell));

        assertThat(unit().delete(cell)).isTrue();

        assertThat(seen(cell)).isEmpty();
    }

    @Test
    default void whatIsForgottenDecidedNothing() {
        Cell cell = cell("cell1");
        Failed failed = fail(accept(cell));
        complete(accept(cell, true));

        unit().pass(Duration.ofDays(2));
        journal().forgetEndedBefore(Duration.ofDays(1));

        assertThat(seen(cell)).contains(DecidedStatus.of(failed));
    }

    @Test
    default void aRestartSeesTheSame() {
        Cell active = cell("cell1");
        Cell failed = cell("cell2");
        Cell cancelled = cell("cell3");
        Cell dry = cell("cell4");
        Accepted accepted = accept(active);
        fail(accept(failed));
        Failed last = fail(accept(failed));
        Completed completed = complete(accept(cancelled));
        journal().record(accept(cancelled).toCancelled(LATER));
        complete(accept(dry, true));

        restart();

        assertThat(seen(active)).contains(DecidedStatus.of(accepted));
        assertThat(seen(failed)).contains(DecidedStatus.of(last));
        assertThat(seen(cancelled)).contains(DecidedStatus.of(completed));
        assertThat(seen(dry)).isEmpty();
    }

    @Test
    default void changesOfOneCellByManyThreadsAreSeenAsTheJournalHasThem() throws Exception {
        Cell cell = cell("cell1");
        accept(cell);
        AtomicInteger lost = new AtomicInteger();
        Random seeds = new Random(31);
        for (int round = 0; round < 20; round++) {
            long seed = seeds.nextLong();
            Together.together(4, number -> {
                Random random = new Random(seed * (number + 1));
                for (int i = 0; i < 5; i++) {
                    changeSomehow(cell, random, lost);
                    seenInTheEnd(cell);
                }
                return number;
            });
            assertThat(seenInTheEnd(cell).map(StatusViewContract::words))
                    .isEqualTo(
                            journal().standing(cell.id()).map(DecidedStatus::of).map(StatusViewContract::words));
        }
        assertThat(lost).as("changes that another thread was quicker with").hasPositiveValue();
    }

    /** A view that can say nothing certain within its time says so; on a slow machine it is asked again. */
    private Optional<DecidedStatus> seenInTheEnd(Cell cell) {
        long start = System.nanoTime();
        while (true) {
            try {
                return seen(cell);
            } catch (ApiException late) {
                boolean isLate = late.error().code() == ErrorCode.PR503_SV_0002;
                if (!isLate || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw late;
                }
            }
        }
    }

    /** What a view must not be wrong about; a step of an active run may be seen later. */
    private static String words(DecidedStatus decided) {
        return decided.run() + " " + decided.status().phase();
    }

    /** Accepts a run, or takes the active one a step on; somebody else may have done it already. */
    private void changeSomehow(Cell cell, Random random, AtomicInteger lost) {
        try {
            Optional<Active> active = journal().active(cell.id());
            if (active.isEmpty()) {
                accept(cell, random.nextInt(4) == 0);
            } else if (active.get() instanceof Cancellable cancellable && random.nextBoolean()) {
                journal().record(cancellable.toCancelled(LATER));
            } else if (active.get() instanceof Accepted accepted) {
                journal().record(accepted.toImporting(1000));
            } else if (active.get() instanceof Importing importing) {
                unit().build(importing.run());
                journal().record(importing.toActivating());
            } else if (active.get() instanceof ImportState.Activating activating) {
                journal().record(activating.toCompleted(summary(), LATER));
            }
        } catch (ApiException e) {
            assertThat(e.error().code()).isIn(ErrorCode.PR409_CM_0002, ErrorCode.PR503_SV_0002);
        } catch (LostRunException e) {
            lost.incrementAndGet();
        }
    }
}
