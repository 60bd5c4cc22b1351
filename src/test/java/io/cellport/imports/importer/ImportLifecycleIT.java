package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.RunView;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from their acceptance to every kind of end, held at chosen commits so that each moment can be looked at. */
class ImportLifecycleIT {

    /** Commits that may follow an answered cancellation; the whole import takes hundreds. */
    private static final int SOON = 4;

    private static final int USER_DATA = 30_000;

    @TempDir
    Path data;

    @TempDir
    Path files;

    private HoldingSqlite held;
    private EmbeddedUnit unit;
    private Cell cell;

    @BeforeEach
    void open() throws IOException {
        held = new HoldingSqlite();
        unit = new EmbeddedUnit(data, Limits.DEFAULT, held);
        cell = unit.store.create("cell1");
        unit.upload(
                cell,
                "large",
                SnapshotBuilder.snapshot().userData(USER_DATA, 200).writeTo(files.resolve("large")));
        unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
        unit.upload(
                cell,
                "bad",
                SnapshotBuilder.snapshot()
                        .userData(USER_DATA, 200)
                        .with("10_odata/80_link.pjson", "{not json\n")
                        .writeTo(files.resolve("bad")));
    }

    @AfterEach
    void close() {
        held.allowAll();
        unit.close();
    }

    @Test
    void aRunIsInProgressFromItsAcceptanceAndItsPercentageOnlyGrows() {
        unit.start(cell, "large");
        int last = 0;
        int different = 0;
        for (ImportStatus status = unit.status(cell); status.isActive(); status = unit.status(cell)) {
            assertThat(status.percent()).isBetween(last, 99);
            different += status.percent() > last ? 1 : 0;
            last = status.percent();
            // No more than is looked at in between.
            if (held.isHolding()) {
                held.allow(1);
            }
        }

        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        assertThat(different).as("percentages seen").isGreaterThan(10);
    }

    @Test
    void aFailedRunSaysWhyAndWhereAndLeavesTheOldContent() {
        importSmall1();

        ImportAccepted accepted = unit.start(cell, "bad");
        ImportStatus failed = unit.awaitEnd(cell);

        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.error()).isEqualTo(ApiError.of(ErrorCode.PR400_CM_0004, "{not json"));
        assertThat(failed.percent()).isEqualTo(99);
        assertThat(failed.name()).isEqualTo("bad");
        RunView report = unit.report(cell, accepted);
        assertThat(report.state()).isEqualTo("Failed");
        assertThat(report.error().entry()).isEqualTo("10_odata/80_link.pjson");
        assertThat(report.error().line()).isEqualTo(1);
        assertSmall1IsCurrent();
    }

    @Test
    void aFailureSurvivesARestartAndIsHiddenFromTheMomentOfTheNextAcceptance() {
        held.allowAll();
        ImportStatus failed = unit.importAndWait(cell, "bad");

        reopen(new HoldingSqlite());
        assertThat(unit.status(cell)).isEqualTo(failed);
        unit.start(cell, "small1");
        assertThat(unit.status(cell)).extracting(ImportStatus::phase).isEqualTo(Phase.IN_PROGRESS);
        held.allowAll();

        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void aSecondRequestIsRefusedWhileARunIsActive() {
        unit.start(cell, "large");

        assertRefused(() -> unit.start(cell, "small1"), ErrorCode.PR409_CM_0002);
        assertRefused(() -> unit.validate(cell, "small1"), ErrorCode.PR409_CM_0002);
    }

    @Test
    void aCancelledRunStopsAndLeavesContentAndStatusAsTheyWere() {
        importSmall1();
        held = reopen(new HoldingSqlite());
        ImportAccepted accepted = unit.start(cell, "large");
        held.allow(4);
        awaitHolding();

        unit.cancel(cell);
        int before = held.passed();
        held.allowAll();
        ImportStatus after = unit.awaitEnd(cell);

        // The batch that was being committed, and the end of the run.
        assertThat(held.passed() - before).isLessThanOrEqualTo(SOON);
        assertThat(after).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(cell, accepted).state()).isEqualTo("Cancelled");
        assertSmall1IsCurrent();
    }

    @Test
    void aCancelledRunFallsBackToTheFailureBeforeIt() {
        held.allowAll();
        ImportStatus failed = unit.importAndWait(cell, "bad");
        held = reopen(new HoldingSqlite());
        unit.start(cell, "large");
        awaitHolding();

        unit.cancel(cell);
        held.allowAll();

        assertThat(unit.awaitEnd(cell)).isEqualTo(failed);
    }

    @Test
    void aRunThatWaitsForAThreadIsCancelledAtOnce() throws IOException {
        Cell other = unit.store.create("cell2");
        unit.upload(other, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
        unit.start(cell, "large");
        awaitHolding();
        ImportAccepted waiting = unit.start(other, "small1");

        unit.cancel(other);

        assertThat(unit.report(other, waiting).state()).isEqualTo("Cancelled");
        assertThat(unit.status(other)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void withoutAnActiveRunThereIsNothingToCancel() {
        assertRefused(() -> unit.cancel(cell), ErrorCode.PR404_CM_0001);
    }

    @Test
    void aRunThatAShutdownInterruptsGoesOnAtTheNextStart() {
        ImportAccepted accepted = unit.start(cell, "large");
        held.allow(8);
        awaitHolding();
        ImportStatus before = unit.status(cell);
        HoldingSqlite next = new HoldingSqlite();

        held = reopen(next);
        ImportStatus resumed = unit.status(cell);

        assertThat(before.percent()).isPositive();
        assertThat(resumed.phase()).isEqualTo(Phase.IN_PROGRESS);
        assertThat(resumed.startedAt()).isEqualTo(before.startedAt());
        assertThat(resumed.percent()).isGreaterThanOrEqualTo(before.percent());
        next.allowAll();
        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        RunView report = unit.report(cell, accepted);
        assertThat(report.attempts()).isEqualTo(2);
        assertThat(report.entities()).containsEntry("UserData", (long) USER_DATA);
    }

    @Test
    void aDryRunReportsWhatAnImportWouldDoAndChangesNothing() {
        importSmall1();

        ImportAccepted accepted = unit.validate(cell, "large");
        RunView report =
                Awaitility.await().until(() -> unit.report(cell, accepted), found -> found.finishedAt() != null);

        assertThat(report.state()).isEqualTo("Completed");
        assertThat(report.validateOnly()).isTrue();
        assertThat(report.entities()).containsEntry("UserData", (long) USER_DATA);
        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        assertSmall1IsCurrent();
    }

    @Test
    void aDryRunThatFailsLeavesTheStatusAlone() {
        importSmall1();

        ImportAccepted accepted = unit.validate(cell, "bad");
        RunView report =
                Awaitility.await().until(() -> unit.report(cell, accepted), found -> found.finishedAt() != null);

        assertThat(report.error().error().code()).isEqualTo(ErrorCode.PR400_CM_0004);
        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
    }

    @Test
    void theRecordOfAnActiveRunSaysHowFarItIs() {
        long begun = System.nanoTime();
        ImportAccepted accepted = unit.start(cell, "large");
        held.allow(5);
        awaitHolding();

        RunView report = unit.report(cell, accepted);
        boolean isTooEarlyForAGuess =
                System.nanoTime() - begun < Duration.ofSeconds(3).toNanos();

        assertThat(report.state()).isEqualTo("Importing");
        assertThat(report.bytesDone()).isPositive().isLessThan(report.bytesTotal());
        assertThat(report.entriesDone()).isPositive();
        assertThat(report.snapshotSha256()).hasSize(64);
        assertThat(report.startedBy()).isEqualTo("tester");
        assertThat(report.stalled()).isFalse();
        assertThat(report.eta() == null || !isTooEarlyForAGuess).isTrue();
    }

    private void importSmall1() {
        held.allowAll();
        assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
    }

    private void assertSmall1IsCurrent() {
        try (CellGeneration current = unit.store.current(cell.id()).orElseThrow()) {
            assertThat(current.entity("Account", "alice")).isPresent();
            assertThat(current.summary().entities()).containsEntry("UserData", 4L);
        }
    }

    private void awaitHolding() {
        Awaitility.await().until(held::isHolding);
    }

    /** Stops the unit as a shutdown does and starts it again on the same data. */
    private <T extends Sqlite> T reopen(T sqlite) {
        Thread closing = new Thread(unit::close);
        closing.start();
        // A held commit must pass for the run to see that it is to stop, but not so many that it ends before.
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            held.allow(1);
            return !closing.isAlive();
        });
        unit = new EmbeddedUnit(data, Limits.DEFAULT, sqlite);
        if (sqlite instanceof HoldingSqlite holding) {
            held = holding;
        }
        return sqlite;
    }

    private static void assertRefused(ThrowingCallable request, ErrorCode code) {
        assertThatThrownBy(request)
                .satisfies(failure -> assertThat(ReplyErrors.errorOf(failure))
                        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(code)));
    }
}
