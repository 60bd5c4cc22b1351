package io.cellport.cell.construction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.OpenGenerations;
import io.cellport.storage.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kill may leave of a generation goes with it, and nothing else does. */
class GenerationFilesTest {

    private static final String CELL = "cell";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-wal",
                "-shm",
                "-journal",
                "-build",
                "-build-wal",
                "-build-shm",
                "-build-journal",
                "-ids",
                "-keys",
                "-links"
            })
    void aFileBesideAGenerationIsFoundAndDeleted(String suffix) throws Exception {
        GenerationFiles files = new GenerationFiles(root, new OpenGenerations(new Sqlite()));
        Path leftover = Path.of(files.createFor(CELL, 7) + suffix);

        Files.createFile(leftover);
        assertThat(files.numbers(CELL)).containsExactly(7L);
        files.deleteGeneration(CELL, 7);
        assertThat(leftover).doesNotExist();

        Files.createFile(leftover);
        files.deleteGenerations(CELL, number -> number == 7);
        assertThat(leftover).doesNotExist();

        Files.createFile(leftover);
        files.deleteCell(CELL);
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.db-built", "7.db-build-old", "x7.db", "7.dbx", "notes.txt"})
    void anyOtherFileIsKept(String name) throws Exception {
        GenerationFiles files = new GenerationFiles(root, new OpenGenerations(new Sqlite()));
        Path other = Files.createFile(files.createFor(CELL, 7).resolveSibling(name));

        files.deleteGeneration(CELL, 7);
        files.deleteGenerations(CELL, number -> true);
        files.deleteCell(CELL);

        assertThat(other).exists();
    }
}
