package io.cellport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.FilesBelow;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start deletes what a killed server has left behind, whatever the times of the files say, and nothing else. */
class StartUpSweepTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");
    private static final FileTime FUTURE = FileTime.from(Instant.parse("2099-01-01T00:00:00Z"));

    @TempDir
    Path data;

    @Test
    void aStartDeletesLeftoversAndNothingElse() throws IOException {
        String deleted = deleteACell();
        fillACell();
        Path kept = fillACell();
        String cellId = kept.getParent().getFileName().toString();
        Files.writeString(data.resolve("notes.txt"), "somebody's notes");
        Files.writeString(kept.resolveSibling("notes.txt"), "somebody's notes");
        Files.writeString(data.resolve("cells/notes.txt"), "somebody's notes");
        Files.writeString(data.resolve("snapshots/notes.txt"), "somebody's notes");
        Files.createDirectories(data.resolve("tmp/directory"));
        Files.createDirectories(data.resolve("cells/fromANewerBackup"));
        Files.writeString(data.resolve("cells/fromANewerBackup/7.db"), "what no record explains");
        Files.writeString(data.resolve("cells/" + cellId + "/998.db"), "what no record explains");
        Set<Path> before = files();

        for (String leftover : List.of(
                "tmp/upload",
                "cells/" + cellId + "/1.db",
                "cells/" + cellId + "/1.db-wal",
                "cells/" + cellId + "/1.db-shm",
                "cells/" + cellId + "/1.db-journal",
                "cells/" + deleted + "/4.db",
                "cells/" + deleted + "/5.db-wal",
                "snapshots/" + cellId + "/notInTheIndex",
                "snapshots/deletedCell/blob")) {
            Path file = data.resolve(leftover);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "left over");
            Files.setLastModifiedTime(file, FUTURE);
        }
        try (TestUnit unit = new TestUnit(data)) {
            Awaitility.await().untilAsserted(() -> assertThat(files()).isEqualTo(before));
            Awaitility.await().untilAsserted(() -> {
                assertThat(data.resolve("cells").resolve(deleted)).doesNotExist();
                assertThat(data.resolve("snapshots/deletedCell")).doesNotExist();
            });
            assertThat(unit.send(unit.request("cell1/__snapshot/small1.zip")).statusCode())
                    .isEqualTo(200);
        }
        assertThat(kept).exists();
    }

    @Test
    void aDeletedCellLeavesNoFiles() throws IOException {
        fillACell();
        try (TestUnit unit = new TestUnit(data)) {
            unit.deleteCell("cell1");
            assertThat(data.resolve("cells")).isEmptyDirectory();
            assertThat(data.resolve("snapshots")).isEmptyDirectory();
        }
    }

    /** Returns the id that the cell had. */
    private String deleteACell() throws IOException {
        try (TestUnit unit = new TestUnit(data)) {
            unit.createCell("other");
            String id = unit.cellId("other");
            assertThat(unit.send(unit.request("__ctl/Cell('other')").DELETE()).statusCode())
                    .isEqualTo(204);
            return id;
        }
    }

    /** Imports into the cell; returns the generation's file. */
    private Path fillACell() throws IOException {
        try (TestUnit unit = new TestUnit(data)) {
            if (unit.send(unit.request("__ctl/Cell('cell1')")).statusCode() == 404) {
                unit.createCell("cell1");
            }
            assertThat(unit.send(unit.request("cell1/__snapshot/small1.zip").PUT(BodyPublishers.ofFile(SNAPSHOT)))
                            .statusCode())
                    .isIn(201, 204);
            assertThat(unit.post("cell1/__import", "{\"Name\":\"small1\"}").statusCode())
                    .isEqualTo(202);
            Awaitility.await()
                    .until(() ->
                            unit.send(unit.request("cell1/__import")).body().contains("ready"));
        }
        return files().stream()
                .filter(file -> file.startsWith(data.resolve("cells")))
                .findFirst()
                .orElseThrow();
    }

    /** Every file but those of the open unit database. */
    private Set<Path> files() throws IOException {
        return FilesBelow.of(data).stream()
                .filter(file -> !file.getFileName().toString().startsWith("unit.db-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
