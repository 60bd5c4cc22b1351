package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.RunView;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Wreck;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run whose process died in the middle of it. */
class RecoveryTest {

    @TempDir
    Path directory;

    private final HoldingSqlite held = new HoldingSqlite();
    private EmbeddedUnit unit;
    private Cell cell;
    private CellContent old;
    private ImportAccepted accepted;
    private ImportStatus told;
    private Path left;

    /** A unit that holds one snapshot imported, and of a second one a part; and what it would leave if it died now. */
    @BeforeEach
    void dieDuringAnImport() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        unit = new EmbeddedUnit(data, Limits.DEFAULT, held);
        cell = unit.store.create("cell1");
        unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
        SnapshotBuilder large = SnapshotBuilder.snapshot().userData(10_000, 200);
        unit.upload(cell, "large", large.writeTo(directory.resolve("large")));
        held.allowAll();
        assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        old = CellContent.of(unit.store, cell);
        held.holdAgain();
        accepted = unit.start(cell, "large");
        held.allow(3);
        Awaitility.await().until(held::isHolding);
        told = unit.status(cell);
        left = Wreck.copy(data, directory.resolve("left"));
    }

    @AfterEach
    void close() {
        held.allowAll();
        unit.close();
    }

    @Test
    void aRunAfterTooManyAttemptsFailsAndTheOldContentStays() {
        try (EmbeddedUnit next = attempting(1)) {
            ImportStatus failed = next.status(cell);

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0001));
            assertThat(failed.startedAt()).isEqualTo(told.startedAt());
            assertThat(failed.percent()).isGreaterThanOrEqualTo(told.percent());
            assertThat(next.report(cell, accepted).attempts()).isEqualTo(1);
            assertThat(CellContent.of(next.store, cell)).isEqualTo(old);
            Awaitility.await().untilAsserted(() -> assertThat(generations()).hasSize(1));
            assertThat(next.importAndWait(cell, "large")).isEqualTo(ImportStatus.READY);
        }
    }

    @Test
    void aRunWithAttemptsLeftIsCompleted() {
        try (EmbeddedUnit next = attempting(2)) {
            assertThat(next.awaitEnd(cell)).isEqualTo(ImportStatus.READY);

            RunView report = next.report(cell, accepted);
            assertThat(report.attempts()).isEqualTo(2);
            assertThat(report.entities()).containsEntry("UserData", 10_000L);
            // The old content goes after the new one was activated.
            Awaitility.await().untilAsserted(() -> assertThat(generations()).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-build"})
    void anUnreadableUnfinishedGenerationIsBuiltAgain(String suffix) throws IOException {
        List<Path> unfinished =
                generations().stream().filter(RecoveryTest::isUnfinished).toList();
        assertThat(unfinished).hasSize(1);
        Path damaged = Path.of(unfinished.get(0) + suffix);
        Files.writeString(damaged, "no database, but as long as the beginning of one ".repeat(100));

        try (EmbeddedUnit next = attempting(2)) {
            assertThat(next.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
            assertThat(next.report(cell, accepted).entities()).containsEntry("UserData", 10_000L);
        }
    }

    @Test
    void aRunWhoseSnapshotIsDeletedFailsWithItsCode() throws IOException {
        try (Stream<Path> snapshots = Files.list(left.resolve("snapshots").resolve(cell.id()))) {
            for (Path snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }

        try (EmbeddedUnit next = attempting(2)) {
            ImportStatus failed = next.awaitEnd(cell);

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error().code()).isEqualTo(ErrorCode.PR500_CM_0002);
            assertThat(CellContent.of(next.store, cell)).isEqualTo(old);
        }
    }

    @Test
    void aRunWhoseSnapshotWasReplacedFailsInsteadOfMixingBoth() throws IOException {
        Path other = SnapshotBuilder.snapshot().seed(7).userData(10_000, 200).writeTo(directory.resolve("other"));
        byte[] large = Files.readAllBytes(directory.resolve("large"));
        try (Stream<Path> snapshots = Files.list(left.resolve("snapshots").resolve(cell.id()))) {
            for (Path snapshot : snapshots.toList()) {
                if (Arrays.equals(Files.readAllBytes(snapshot), large)) {
                    Files.copy(other, snapshot, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }

        try (EmbeddedUnit next = attempting(2)) {
            ImportStatus failed = next.awaitEnd(cell);

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0005));
            assertThat(CellContent.of(next.store, cell)).isEqualTo(old);
            Awaitility.await().untilAsserted(() -> assertThat(generations()).hasSize(1));
        }
    }

    private EmbeddedUnit attempting(int maxAttempts) {
        return new EmbeddedUnit(left, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), maxAttempts);
    }

    private static boolean isUnfinished(Path generation) {
        return Files.exists(Path.of(generation + "-build"));
    }

    private List<Path> generations() {
        try (Stream<Path> files = Files.list(left.resolve("cells").resolve(cell.id()))) {
            return files.filter(file -> file.toString().endsWith(".db")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
