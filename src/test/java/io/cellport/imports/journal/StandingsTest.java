package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Active;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which run decides a status, whatever comes first. */
class StandingsTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final ImportFailure FAILURE = ImportFailure.of(ApiError.of(ErrorCode.PR500_MC_0003));

    private final Standings standings = new Standings();

    @Test
    void aCellWithoutRunsHasNone() {
        assertThat(standings.of("cell")).isEmpty();
    }

    @Test
    void anActiveRunDecides() {
        standings.apply(NumberedRuns.completed(1, START));
        standings.apply(accepted(2));

        assertThat(standings.active("cell")).contains(accepted(2));
        assertThat(standings.of("cell")).contains(DecidedStatus.of(accepted(2)));
    }

    @Test
    void afterACancelTheNewestEndDecidesAgain() {
        Failed failed = accepted(1).toFailed(FAILURE, START);
        standings.apply(failed);
        standings.apply(accepted(2));
        standings.apply(accepted(2).toCancelled(START));

        assertThat(standings.of("cell")).contains(DecidedStatus.of(failed));
        standings.apply(accepted(2));
        assertThat(standings.of("cell")).as("what ended is not active again").contains(DecidedStatus.of(failed));
    }

    @Test
    void anEndThatComesLateDoesNotHideTheNextRun() {
        standings.apply(accepted(2));
        standings.apply(NumberedRuns.completed(1, START));
        assertThat(standings.active("cell")).contains(accepted(2));

        standings.apply(accepted(2).toCancelled(START));

        assertThat(standings.of("cell")).contains(DecidedStatus.of(NumberedRuns.completed(1, START)));
    }

    @Test
    void aRunWhoseEndIsMissedHasEndedWhenTheNextIsActive() {
        standings.apply(accepted(1));
        standings.apply(accepted(2));
        standings.apply(accepted(2).toCancelled(START));

        assertThat(standings.of("cell")).isEmpty();
    }

    @Test
    void damageCountsWhateverComesFirst() {
        Completed completed = NumberedRuns.completed(1, START);
        Failed damaged = accepted(1).toFailed(FAILURE, START);
        standings.apply(completed);
        standings.apply(damaged);
        assertThat(standings.of("cell")).contains(DecidedStatus.of(damaged));

        standings.apply(completed);

        assertThat(standings.of("cell")).contains(DecidedStatus.of(damaged));
    }

    @Test
    void theLatestAttemptCountsThenTheFurtherOne() {
        Importing first = accepted(1).toImporting(100).at(90, 9);
        Importing second = first.toInterrupted(0, 0).toImporting(100);
        standings.apply(second);
        standings.apply(first);
        assertThat(standings.active("cell")).contains(second);
        standings.apply(second.at(95, 9));
        standings.apply(second);

        assertThat(standings.active("cell")).contains(second.at(95, 9));
    }

    @Test
    void aDryRunDecidesNothing() {
        standings.apply(new Accepted(NumberedRuns.run("cell", 1, START, true), Progress.NONE));

        assertThat(standings.of("cell")).isEmpty();
        assertThat(standings.size()).isZero();
    }

    @Test
    void ofADeletedCellNothingIsKept() {
        standings.apply(accepted(1));
        standings.drop("cell");

        assertThat(standings.of("cell")).isEmpty();
        assertThat(standings.size()).isZero();
    }

    @Property
    void theOrderOfStatesDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int runs) {
        Standings shuffled = new Standings();
        Random random = new Random(seed);
        List<ImportState> states = new ArrayList<>();
        Optional<Standing> last = Optional.empty();
        for (int number = 1; number <= runs; number++) {
            List<ImportState> run = run(number, random, number == runs);
            states.addAll(run);
            ImportState end = run.get(run.size() - 1);
            last = end instanceof Standing standing ? Optional.of(standing) : last;
        }
        states.addAll(List.copyOf(states).subList(0, random.nextInt(states.size())));
        Collections.shuffle(states, random);

        states.forEach(shuffled::apply);

        assertThat(shuffled.of("cell")).isEqualTo(last.map(DecidedStatus::of));
        assertThat(shuffled.active("cell"))
                .isEqualTo(last.filter(Active.class::isInstance).map(Active.class::cast));
    }

    /** The states of a run, in order; the last run of a cell may be active. */
    private static List<ImportState> run(int number, Random random, boolean mayBeActive) {
        List<ImportState> states = new ArrayList<>();
        states.add(accepted(number));
        Active active = accepted(number).toImporting(100).at(random.nextInt(99) + 1, 0);
        states.add(active);
        switch (random.nextInt(mayBeActive ? 5 : 4)) {
            case 0 -> states.add(NumberedRuns.completed(number, START));
            case 1 -> states.add(active.toFailed(FAILURE, START));
            case 2 -> states.add(accepted(number).toCancelled(START));
            case 3 -> {
                states.add(NumberedRuns.completed(number, START));
                states.add(active.toFailed(FAILURE, START));
            }
            default ->
                states.add(((Importing) active)
                        .toActivating()
                        .toInterrupted(100, 1)
                        .toImporting(100));
        }
        return states;
    }

    private static Accepted accepted(long number) {
        return new Accepted(NumberedRuns.run(number, START), Progress.NONE);
    }
}
