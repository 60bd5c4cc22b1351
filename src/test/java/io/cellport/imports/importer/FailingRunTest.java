package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.config.Limits;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a run that fails, while it does and afterwards. */
class FailingRunTest {

    private static final String SAME_NAME_TWICE = """
            {"_type":"Box","_id":"id1","_source":{"s":{"Name":"a"}}}
            {"_type":"Box","_id":"id2","_source":{"s":{"Name":"a"}}}
            """;

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final List<ImportStatus> told = new CopyOnWriteArrayList<>();

    @Test
    void whatWasReadButNotStoredCountsOnlyOnceTheFailureIsInTheJournal() throws IOException {
        ImportStatus failed;
        try (EmbeddedUnit unit = WatchedImports.open(data, new Sqlite(), delivery -> {
            if (delivery.body() instanceof ImportProgress progress) {
                told.add(progress.status());
            }
            delivery.next();
        })) {
            Cell cell = cellWithSnapshot(unit, "10_odata/80_link.pjson", "{not json\n");
            failed = unit.importAndWait(cell, "bad");
        }

        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.percent())
                .as("everything but the last entry was read")
                .isEqualTo(99);
        assertThat(told.stream().filter(ImportStatus::isActive))
                .as("too little was read to be stored")
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(status -> status.percent() == 0);
        try (EmbeddedUnit unit = new EmbeddedUnit(data)) {
            assertThat(unit.status(unit.store.find("cell").orElseThrow())).isEqualTo(failed);
        }
    }

    @Test
    void aCancelledRunDoesNotFail() throws IOException {
        HoldingSqlite held = new HoldingSqlite();
        try (EmbeddedUnit unit = new EmbeddedUnit(data, Limits.DEFAULT, held)) {
            Cell cell = cellWithSnapshot(unit, "10_odata/10_box.pjson", SAME_NAME_TWICE);
            held.allow(1);
            ImportAccepted accepted = unit.start(cell, "bad");
            // The only batch is being stored; after that nothing looks for a stop before the duplicate is found.
            Awaitility.await().until(held::isHolding);

            unit.cancel(cell);
            held.allowAll();

            assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
            assertThat(unit.report(cell, accepted).state()).isEqualTo("Cancelled");
        }
    }

    private Cell cellWithSnapshot(EmbeddedUnit unit, String entry, String content) throws IOException {
        Cell cell = unit.store.create("cell");
        unit.upload(
                cell,
                "bad",
                SnapshotBuilder.snapshot()
                        .userData(20, 200)
                        .with(entry, content)
                        .writeTo(files.resolve("bad")));
        return cell;
    }
}
