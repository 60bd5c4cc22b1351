package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * On a real database no poll is told that a run has ended while it is active, and no run is activated twice; and
 * without the locked row of the epoch, one is.
 */
class ClusterTruthIT {

    private static final Duration RACE = Duration.ofSeconds(5);

    /** More of them say something. */
    private static final int MOST_ANSWERS_OF_CHANCE = 100;

    private final ClusteredJournal unit = ClusteredJournal.withRunningClock();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void noPollIsToldAFalseEndAndNoRunIsActivatedTwice() throws Exception {
        RacingNodes nodes = new RacingNodes(unit);

        BooleanSupplier isLongEnough = after(RACE);
        BooleanSupplier isTooLate = after(Patience.PATIENCE);

        nodes.race(() -> isTooLate.getAsBoolean() || (isLongEnough.getAsBoolean() && haveMet(nodes)));

        assertThat(nodes.checkedAnswers).hasValueGreaterThan(MOST_ANSWERS_OF_CHANCE);
        assertThat(nodes.takeovers).hasPositiveValue();
        assertThat(nodes.refusedCompletions).hasPositiveValue();
        assertThat(nodes.falseAnswers).hasValue(0);
        assertThat(nodes.activated).isNotEmpty().doesNotHaveDuplicates();
        long completed = unit.sql
                .number("SELECT count(*) FROM import_run WHERE state = 'Completed'")
                .orElseThrow();
        assertThat(completed - nodes.activated.size()).isBetween(0L, nodes.unknownEnds.get());
    }

    /** Whether what has to be true was put to the test; on a slow machine that takes longer than the race. */
    private static boolean haveMet(RacingNodes nodes) {
        return nodes.checkedAnswers.get() > MOST_ANSWERS_OF_CHANCE
                && nodes.takeovers.get() > 0
                && nodes.refusedCompletions.get() > 0;
    }

    /** Its numbers are taken without a lock, so that a later one may be committed first. */
    @Test
    void aSequenceInPlaceOfTheRowMakesPollsTellAFalseEnd() throws Exception {
        RacingNodes nodes = new RacingNodes(unit);
        unit.sql.change("CREATE SEQUENCE epochs START 1000000");
        unit.sql.change("CREATE OR REPLACE FUNCTION bump() RETURNS bigint LANGUAGE sql VOLATILE AS"
                + " $$ SELECT taken FROM (SELECT nextval('epochs') AS taken OFFSET 0) AS number,"
                + " LATERAL pg_sleep(random() * 0.02 + 0 * taken) $$");
        BooleanSupplier isTooLate = after(Patience.PATIENCE);

        nodes.race(() -> nodes.falseAnswers.get() > 0 || isTooLate.getAsBoolean());

        assertThat(nodes.falseAnswers).hasPositiveValue();
    }

    private static BooleanSupplier after(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() - until > 0;
    }
}
