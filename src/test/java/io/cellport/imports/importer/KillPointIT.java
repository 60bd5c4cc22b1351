package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.storage.Wreck;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process may be killed before and after everything it does to the disk: during an import, and during the recovery
 * from such a death.
 */
class KillPointIT extends KilledImports {

    /** Every import passes so many points. */
    private static final int MOST_POINTS = 60;

    /** Every start passes so many points. */
    private static final int FEWEST_POINTS = 25;

    /** Odd points are those before something; what is left after it is what is left before the next. */
    @Test
    void aKillAtAnyPointOfAnImportCausesNeitherAFalseStatusNorALoss() {
        List<Wreck> wrecks = killImport(number -> number % 2 == 1);
        System.out.println("kill points of an import: " + 2 * wrecks.size());
        assertThat(wrecks).hasSizeGreaterThan(25);
        assertThat(wrecks.stream().map(Wreck::told)).as("percentages told").contains(-1, 0, 99);
        wrecks.forEach(this::recover);
    }

    @Test
    void aKillDuringARecoveryCausesNeitherAFalseStatusNorALoss() {
        for (Wreck wreck : killImport(number -> number % 13 == 0)) {
            int phase = random.nextInt(12);
            killRecovery(wreck, number -> number % 12 == phase).forEach(this::recover);
        }
    }

    @Test
    @Tag("nightly")
    void aKillAtAnyPointOfARecoveryFromAKillAtAnyPointCausesNeitherAFalseStatusNorALoss() {
        for (Wreck wreck : killImport(number -> true)) {
            List<Wreck> further = killRecovery(wreck, number -> true);
            further.forEach(this::recover);
            further.forEach(Wreck::delete);
        }
    }

    @Test
    void aRunEndsAfterFiveKillsInARow() {
        for (int round = 0; round < 5; round++) {
            int first = 1 + random.nextInt(MOST_POINTS);
            List<Wreck> wrecks = killImport(number -> number == first);
            for (int kill = 2; kill <= 5; kill++) {
                int point = 1 + random.nextInt(FEWEST_POINTS);
                wrecks = killRecovery(wrecks.get(0), number -> number == point);
            }
            recover(wrecks.get(0));
        }
    }

    @Test
    void aProcessThatIsReallyHaltedIsRecovered() throws Exception {
        for (int point : List.of(MOST_POINTS / 2, MOST_POINTS)) {
            Wreck wreck = new Wreck(Wreck.copy(base.data(), directory.resolve("halt" + point)), "halt " + point, -1);
            assertThat(KilledProcess.run(wreck.data(), point)).isEqualTo(KilledProcess.HALTED);
            assertThat(KilledProcess.run(wreck.data(), FEWEST_POINTS)).isEqualTo(KilledProcess.HALTED);
            recover(wreck);
        }
    }
}
