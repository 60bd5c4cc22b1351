package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Importing;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

/** A cancel is a transaction in the journal: it needs nobody who executes the run, and waits for nobody who does. */
class CancellationTest {

    private static final Path SMALL = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final BrokenUnitSqlite sqlite = new BrokenUnitSqlite();
    private EmbeddedUnit unit;
    private Cell cell;

    @BeforeEach
    void open() throws IOException {
        unit = new EmbeddedUnit(data, Limits.DEFAULT, sqlite);
        cell = cellWith("cell", SnapshotBuilder.snapshot().userData(10_000, 200).writeTo(files.resolve("large")));
    }

    private Cell cellWith(String name, Path snapshot) throws IOException {
        Cell created = unit.store.create(name);
        unit.upload(created, "snapshot", snapshot);
        return created;
    }

    @AfterEach
    void close() {
        sqlite.mendUnit();
        sqlite.allowAll();
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accepted", "Importing", "Activating", "Interrupted"})
    void aRunThatNobodyExecutesIsCancelled(String state) throws IOException {
        Accepted accepted = abandoned(state);

        unit.cancel(cell);

        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.journal.record(cell.id(), accepted.run().importId()))
                .hasValueSatisfying(record -> assertThat(record.state()).isInstanceOf(ImportState.Cancelled.class));
        sqlite.allowAll();
        assertThat(unit.importAndWait(cell, "snapshot")).isEqualTo(ImportStatus.READY);
    }

    /** A run that came into the journal behind the importer's back. */
    private Accepted abandoned(String name) {
        Accepted accepted = JournalEntries.accept(unit, cell, "snapshot");
        Importing importing = accepted.toImporting(1000);
        for (ImportState step : List.of(importing, importing.toActivating(), importing.toInterrupted(1, 1))) {
            if (unit.journal.active(cell.id()).orElseThrow().name().equals(name)) {
                break;
            }
            unit.journal.record(step);
        }
        assertThat(unit.journal.active(cell.id()).orElseThrow().name()).isEqualTo(name);
        return accepted;
    }

    @Test
    void aRunInTheMiddleOfALongCommitIsCancelledAtOnceAndAnotherOneCanBegin() throws IOException {
        ImportAccepted accepted = unit.start(cell, "snapshot");
        sqlite.allow(3);
        Awaitility.await().until(sqlite::isHolding);

        unit.cancel(cell);

        assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.report(cell, accepted).state()).isEqualTo("Cancelled");
        unit.upload(cell, "snapshot", SMALL);
        unit.start(cell, "snapshot");
        sqlite.allowAll();
        assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
        assertThat(unit.store.current(cell.id())).hasValueSatisfying(current -> {
            assertThat(current.entity("Account", "alice")).isPresent();
            current.close();
        });
        Awaitility.await().until(() -> unit.store.numbers(cell.id()).size() == 1);
    }

    /** Two of them used up the threads that every other request needed. */
    @Test
    void runsThatAFullDiskKeepsFromBeingCancelledGoOn() throws IOException {
        List<Cell> waiting = List.of(cellWith("a", SMALL), cellWith("b", SMALL), cellWith("c", SMALL));
        Cell other = cellWith("other", SMALL);
        unit.start(cell, "snapshot");
        Awaitility.await().until(sqlite::isHolding);
        waiting.forEach(each -> unit.start(each, "snapshot"));

        sqlite.breakUnit(SQLiteErrorCode.SQLITE_FULL);
        waiting.forEach(each -> assertRefused(unit::cancel, each, ErrorCode.PR503_SV_0005));
        assertRefused(unit::cancel, cell, ErrorCode.PR503_SV_0005);
        assertThat(unit.status(waiting.get(0)).phase()).isEqualTo(Phase.IN_PROGRESS);
        assertRefused(each -> unit.start(each, "snapshot"), other, ErrorCode.PR503_SV_0005);
        sqlite.mendUnit();

        unit.cancel(waiting.get(0));
        sqlite.allowAll();
        assertThat(unit.importAndWait(other, "snapshot")).isEqualTo(ImportStatus.READY);
        for (Cell each : waiting) {
            assertThat(unit.awaitEnd(each)).isEqualTo(ImportStatus.READY);
        }
        assertThat(unit.store.currentNumber(waiting.get(0).id()))
                .as("cancelled")
                .isEmpty();
        assertThat(unit.store.currentNumber(waiting.get(1).id())).isPresent();
    }

    private static void assertRefused(Function<Cell, ?> request, Cell cell, ErrorCode code) {
        assertThatThrownBy(() -> request.apply(cell))
                .satisfies(failure -> assertThat(ReplyErrors.errorOf(failure))
                        .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(code)));
    }
}
