package io.cellport.exports.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.NewExport;
import io.cellport.storage.Wreck;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process may be killed before and after everything it does to the disk: during an export that completes, fails or is
 * cancelled, and during the recovery from such a death.
 */
class ExportKillPointIT extends KilledExports {

    /** Every start passes so many points. */
    private static final int FEWEST_POINTS = 20;

    private static final String COMPLETED = "Completed";

    private static final String CANCELLED = "Cancelled";

    private static final String FAILED = "Failed";

    private static final String NOTHING = "";

    /** Odd points are those before something; what is left after it is what is left before the next. */
    private static boolean isEach(int number) {
        return number % 2 == 1;
    }

    @Test
    void aKillAtAnyPointOfAnExportLeavesAllOfItOrNothing() {
        List<Wreck> wrecks = killExport(ExportKillPointIT::isEach);
        System.out.println("kill points of an export: " + 2 * wrecks.size());

        assertThat(wrecks).hasSizeGreaterThan(FEWEST_POINTS / 2);
        assertThat(wrecks.stream().map(this::recover).distinct()).containsOnly(NOTHING, COMPLETED);
    }

    @Test
    void aKillDuringACancelledExportLeavesWhatClientsWereTold() {
        killCancelled(some());
    }

    @Test
    @Tag("nightly")
    void aKillAtAnyPointOfACancelledExportLeavesWhatClientsWereTold() {
        killCancelled(ExportKillPointIT::isEach);
    }

    private void killCancelled(IntPredicate wanted) {
        List<String> ends = ends(wanted, this::cancelInTheMiddle);

        assertThat(ends).containsOnly(NOTHING, COMPLETED, CANCELLED).last().isEqualTo(CANCELLED);
        assertThat(ends.subList(ends.indexOf(CANCELLED), ends.size())).containsOnly(CANCELLED);
    }

    private List<String> ends(IntPredicate wanted, Consumer<ExportingUnit> change) {
        return killWork(wanted, change).stream().map(this::recover).toList();
    }

    /** Every fourth point of {@link #isEach}. */
    private IntPredicate some() {
        int phase = random.nextInt(4);
        return number -> number % 8 == 2 * phase + 1;
    }

    private void cancelInTheMiddle(ExportingUnit unit) {
        unit.area.beforeWrite = () -> {
            if (unit.area.writes.get() == 2) {
                unit.cancel(cell(unit));
            }
        };
    }

    @Test
    void aKillDuringAFailingExportLeavesOneErrorFile() {
        killFailing(some());
    }

    @Test
    @Tag("nightly")
    void aKillAtAnyPointOfAFailingExportLeavesOneErrorFile() {
        killFailing(ExportKillPointIT::isEach);
    }

    private void killFailing(IntPredicate wanted) {
        List<String> ends = ends(wanted, ExportKillPointIT::useUpAttempts);

        assertThat(ends).containsOnly(NOTHING, COMPLETED, FAILED).last().isEqualTo(FAILED);
        assertThat(ends.subList(ends.indexOf(FAILED), ends.size())).containsOnly(FAILED);
    }

    /** As processes do that die in the middle of an export. */
    private static void useUpAttempts(ExportingUnit unit) {
        Cell cell = cell(unit);
        Accepted attempt = unit.journal.accept(new NewExport(cell.id(), cell.name(), NAME, "tester"));
        for (int i = 0; i < 3; i++) {
            unit.journal.begin(attempt.toExporting(100));
            attempt = unit.journal.takeOver(List.of()).get(0);
        }
    }

    @Test
    void killsInARowEndInASnapshotOrAnError() {
        List<Wreck> known = killExport(ExportKillPointIT::isEach).stream()
                .filter(wreck -> wreck.told() >= 0)
                .toList();
        for (int round = 0; round < 2; round++) {
            Wreck last = known.get(random.nextInt(known.size()));
            List<Wreck> further = killRecovery(new Wreck(copy(last), last.point(), last.told()), at(FEWEST_POINTS));
            for (int kill = 3; kill <= 5 && !further.isEmpty(); kill++) {
                last = further.get(0);
                further = killRecovery(new Wreck(copy(last), last.point(), last.told()), at(FEWEST_POINTS));
            }
            assertThat(recover(last)).isIn(COMPLETED, FAILED);
        }
    }

    private IntPredicate at(int most) {
        int point = 1 + random.nextInt(most);
        return number -> number == point;
    }

    @Test
    @Tag("nightly")
    void aKillAtAnyPointOfARecoveryFromAKillAtAnyPointLeavesAllOfItOrNothing() {
        for (Wreck wreck : killExport(number -> true)) {
            List<Wreck> further = killRecovery(wreck, number -> true);
            further.forEach(this::recover);
            further.forEach(Wreck::delete);
        }
    }
}
