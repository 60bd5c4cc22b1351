package io.cellport.snapshot.area;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link SnapshotArea} must do for several clients that change the same at the same time. */
interface SnapshotAreaRacesContract extends FilledArea {

    int CLIENTS = 6;

    Optional<ErrorCode> DONE = Optional.empty();

    @RepeatedTest(3)
    default void ofSimultaneousCreationsOneSucceeds() throws Exception {
        Cell cell = cells().create("cell");

        List<Optional<ErrorCode>> outcomes = together(
                CLIENTS, i -> outcome(() -> put(cell, "a.zip", "content " + i, SnapshotAreaRacesContract::ifNone)));

        assertOneWon(outcomes);
        assertThat(content(cell, "a.zip")).contains("content " + outcomes.indexOf(DONE));
        assertThat(area().find(cell.id(), "a.zip"))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(1));
    }

    @RepeatedTest(3)
    default void ofSimultaneousChangesOfOneVersionOneSucceeds() throws Exception {
        Cell cell = cells().create("cell");
        put(cell, "a.zip", "one");

        List<Optional<ErrorCode>> outcomes = together(
                CLIENTS,
                i -> outcome(() -> {
                    if (i % 2 == 0) {
                        put(cell, "a.zip", "content " + i, SnapshotAreaRacesContract::ifFirst);
                    } else {
                        area().delete(cell.id(), "a.zip", SnapshotAreaRacesContract::ifFirst);
                    }
                }));

        assertOneWon(outcomes);
        int winner = outcomes.indexOf(DONE);
        assertThat(content(cell, "a.zip"))
                .isEqualTo(Optional.of("content " + winner).filter(any -> winner % 2 == 0));
    }

    @Test
    default void replacementsWithoutAConditionCountUp() throws Exception {
        Cell cell = cells().create("cell");

        together(CLIENTS, i -> put(cell, "a.zip", "content " + i));

        assertThat(area().find(cell.id(), "a.zip"))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(CLIENTS));
        assertThat(stored()).hasSize(1);
    }

    @Test
    default void aCellHasAtMostTheAllowedNumberOfSnapshots() throws Exception {
        Cell cell = cells().create("cell");
        put(cell, "there.zip", "one");

        List<Optional<ErrorCode>> outcomes =
                together(CLIENTS, i -> outcome(() -> put(cell, i + ".zip", "content " + i)));

        assertThat(outcomes.stream().filter(DONE::equals)).hasSize(MOST - 1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).containsOnly(ErrorCode.PR400_DV_0007);
        assertThat(area().list(cell.id())).hasSize(MOST);
        assertThat(stored()).hasSize(MOST);
    }

    @RepeatedTest(3)
    default void simultaneousUploadsAndDeletionOfTheirCellLeaveNothing() throws Exception {
        Cell cell = cells().create("cell");

        List<Optional<ErrorCode>> outcomes = together(
                MOST,
                i -> outcome(() -> {
                    if (i == 0) {
                        cells().delete(cell.id());
                        area().deleteFiles(cell.id());
                    } else {
                        put(cell, i + ".zip", "content " + i);
                    }
                }));

        assertThat(outcomes.stream().flatMap(Optional::stream)).allMatch(ErrorCode.PR404_DV_0003::equals);
        assertThat(stored()).isEmpty();
    }

    @Test
    default void tidyingUpKeepsAnUnfinishedUpload() throws Exception {
        Cell cell = cells().create("cell");
        CountDownLatch judged = new CountDownLatch(1);
        CountDownLatch swept = new CountDownLatch(1);

        together(
                2,
                i -> outcome(() -> {
                    if (i == 0) {
                        put(cell, "a.zip", "one", present -> {
                            judged.countDown();
                            await(swept);
                        });
                    } else {
                        await(judged);
                        tidyUp();
                        swept.countDown();
                    }
                }));

        assertThat(content(cell, "a.zip")).contains("one");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertOneWon(List<Optional<ErrorCode>> outcomes) {
        assertThat(outcomes.stream().filter(DONE::equals)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).containsOnly(ErrorCode.PR412_DV_0001);
    }

    private static void ifNone(Optional<StoredSnapshot> present) {
        refuseIf(present.isPresent());
    }

    private static void ifFirst(Optional<StoredSnapshot> present) {
        refuseIf(present.map(StoredSnapshot::version)
                .filter(version -> version == 1)
                .isEmpty());
    }

    private static void refuseIf(boolean isOtherThanExpected) {
        if (isOtherThanExpected) {
            throw ApiException.of(ErrorCode.PR412_DV_0001);
        }
    }

    /** The code of the refusal; {@link #DONE} if the change was made. */
    private static Optional<ErrorCode> outcome(Runnable change) {
        try {
            change.run();
            return DONE;
        } catch (ApiException e) {
            return Optional.of(e.error().code());
        }
    }
}
