package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.journal.ClusterModel.Rule;
import io.cellport.imports.journal.PolledTruth.Counts;
import io.cellport.worker.WorkerPool;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the moment at which a client is told that a run is accepted until the run has ended, no poll that is sent
 * meanwhile is told anything else; and no poll is told what was true at no moment. Checked in many random histories;
 * with {@code -Dcellport.seed} they are the same again.
 */
class StatusModelTest {

    private static final int HISTORIES = 10_000;

    /** As many as show that a wrong rule would be noticed. */
    private static final int WRONG_HISTORIES = 2_000;

    private static final WorkerPool UNUSED = new WorkerPool("unused", 1, 0);

    private final long seed = Long.getLong("cellport.seed", System.nanoTime());

    @AfterAll
    static void stop() {
        UNUSED.abandon();
    }

    @Test
    void nodesThatReadByTheRowOfTheEpochTellNothingFalse() {
        Counts counts = total(each -> new ClusterModel(each, Rule.EPOCH_ROW).run(), HISTORIES);

        assertNothingIsFalse(counts);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENCE", "LATE_READERS"})
    void anyWeakerRuleTellsSomethingFalse(Rule weaker) {
        Counts counts = total(each -> new ClusterModel(each, weaker).run(), WRONG_HISTORIES);

        assertThat(counts.falseEnds()).isPositive();
    }

    @Test
    void aUnitOnOneNodeTellsNothingFalse() {
        Counts counts = total(each -> new EmbeddedModel(each, UNUSED, false).run(), HISTORIES);

        assertNothingIsFalse(counts);
    }

    @Test
    void aJournalThatIsChangedBehindTheViewMakesItTellSomethingFalse() {
        Counts counts = total(each -> new EmbeddedModel(each, UNUSED, true).run(), WRONG_HISTORIES);

        assertThat(counts.falseEnds()).isPositive();
    }

    private static void assertNothingIsFalse(Counts counts) {
        assertThat(counts.duringKnownRuns())
                .as("answers that could have been false")
                .isGreaterThan(HISTORIES / 10);
        assertThat(counts.falseEnds()).isZero();
        assertThat(counts.untrue()).isZero();
    }

    private Counts total(LongFunction<Counts> history, int histories) {
        Counts total = Counts.NONE;
        OptionalLong firstUntrue = OptionalLong.empty();
        for (long each = seed; each < seed + histories; each++) {
            Counts counts = history.apply(each);
            total = total.plus(counts);
            firstUntrue = firstUntrue.isEmpty() && counts.untrue() > 0 ? OptionalLong.of(each) : firstUntrue;
        }
        System.out.printf("%d histories from seed %d on: %s, the first: %s%n", histories, seed, total, firstUntrue);
        return total;
    }
}
