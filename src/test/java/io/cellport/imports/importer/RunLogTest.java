package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellport.cell.Cell;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState.Interrupted;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.logging.LogCapture;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log calls runs. */
class RunLogTest {

    @TempDir
    Path data;

    private final Logger logger = (Logger) LoggerFactory.getLogger(ImporterVerticle.class.getPackageName());

    private LogCapture log;

    private EmbeddedUnit unit;

    private Cell cell;

    @BeforeEach
    void start() throws IOException {
        logger.setLevel(Level.INFO);
        log = new LogCapture();
        unit = new EmbeddedUnit(data);
        cell = unit.store.create("alice");
        unit.upload(cell, "good", SnapshotBuilder.snapshot().userData(10, 20).writeTo(data.resolve("good.zip")));
        unit.upload(
                cell,
                "bad",
                SnapshotBuilder.snapshot()
                        .with("10_odata/80_link.pjson", "{not json\n")
                        .writeTo(data.resolve("bad.zip")));
    }

    @AfterEach
    void stop() {
        unit.close();
        log.close();
        logger.setLevel(null);
    }

    @Test
    void aDryRunIsNowhereCalledAnImport() throws Exception {
        assertLogged(
                () -> unit.validate(cell, "good"), "dry run %s into alice accepted", "dry run %s of good into alice: ");
        assertLogged(() -> unit.validate(cell, "bad"), "dry run %s into alice failed with PR");
        assertThat(log.text()).doesNotContain("import ");

        assertLogged(() -> unit.start(cell, "good"), "import %s into alice accepted", "import %s of good into alice: ");
    }

    @Test
    void norIsOneThatGoesOnLater() throws Exception {
        ImportRun run = new ImportRun(
                1, "run1", cell.id(), cell.name(), "good", "00", "blob", true, "tester", Instant.EPOCH, 0L, 1);
        RunEnd end = new RunEnd(null, run);

        end.interrupted(new Interrupted(run, Progress.of(100).at(50, 1)));
        end.withoutRoom();

        assertThat(log.text())
                .contains("dry run run1 into alice interrupted at 50%", "dry run run1 into alice finds no room")
                .doesNotContain("import ");
    }

    private void assertLogged(Callable<ImportAccepted> start, String... lines) throws Exception {
        String id = start.call().importId();
        for (String line : lines) {
            await().untilAsserted(() -> assertThat(log.text()).contains(line.formatted(id)));
        }
        await().until(() -> unit.journal.active().isEmpty());
    }
}
