package io.cellport.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.imports.importer.EmbeddedUnit;
import io.cellport.imports.importer.WatchedImports;
import io.cellport.imports.message.ImportStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the unit's database has something on the disk, everything that it refers to is there already. */
class DurableFilesTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    private final List<String> operations = new ArrayList<>();

    @Test
    void everyCommitRefersOnlyToFilesThatSurviveAPowerLoss() throws IOException {
        UnsyncedFiles unsynced = new UnsyncedFiles(directory.resolve("stash"));
        Path data = directory.resolve("missing/data");
        List<Set<Path>> unsafe = new ArrayList<>();
        KillPoints points = new KillPoints(unsynced, (number, point) -> {
            operations.add(point);
            if (point.equals("before commit on unit.db")) {
                unsafe.add(unsynced.unsafe());
            }
        });
        try (EmbeddedUnit unit = WatchedImports.open(points.wrap(data), points.sqlite(), delivery -> delivery.next())) {
            Cell cell = unit.store.create("cell");
            unit.upload(cell, "small1", SNAPSHOT);
            unit.upload(cell, "small1", SNAPSHOT);
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        }
        assertThat(unsafe)
                .as("commits: a cell, two snapshots, four steps of a run")
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(files -> assertThat(files).allMatch(file -> file.startsWith(data.resolve("tmp"))));
        assertGenerationIsForcedBeforeItIsActivated();
    }

    private void assertGenerationIsForcedBeforeItIsActivated() {
        int closed = operations.indexOf("after close on 1.db");
        List<String> afterwards = operations.subList(closed, operations.size());
        List<String> upToActivation = afterwards.subList(0, afterwards.indexOf("after commit on unit.db"));
        assertThat(upToActivation).anyMatch("after FORCE 1.db"::equals);
        assertThat(upToActivation.stream().filter(point -> point.startsWith("after FORCE")))
                .as("the file and its directory")
                .hasSize(2);
    }
}
