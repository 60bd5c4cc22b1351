package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.move.FilledSource;
import io.cellport.cli.move.MoveFolder;
import io.cellport.cli.move.MoveLock;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cellport move} prints, leaves and exits with. */
class MoveCommandTest {

    @TempDir
    Path directory;

    @AutoClose
    private final FilledSource source = new FilledSource();

    @AutoClose
    private final TestUnit target = TestUnit.withCells();

    @Test
    void theTokenOfTheSourceComesFromAFileAndNothingIsLeftBehind() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), source.token() + "\n");

        Execution execution = move("--create", "--source-token-file", token.toString());

        assertThat(execution.exitCode()).as(execution.err()).isZero();
        assertThat(execution.out()).contains("Moved " + source.url() + " into cell moved: ");
        assertThat(directory.resolve("work")).isEmptyDirectory();
        assertThat(execution.err()).contains("Export", "Download", "Inspect", "Upload", "Import");
    }

    @Test
    void aMissingTargetIsNotFoundBeforeAnythingIsExported() {
        Execution execution = move("--source-token", source.token());

        assertThat(execution.exitCode()).isEqualTo(5);
        assertThat(source.exports()).isEmpty();
    }

    @Test
    void aTokenThatTheSourceRefusesIsTold() {
        Execution execution = move("--create", "--source-token", "n0ne");

        assertThat(execution.exitCode()).isEqualTo(4);
        assertThat(execution.err()).contains("PR401-AU-");
    }

    @Test
    void twoMovesOfACellDoNotWorkInOneFolder() throws IOException {
        target.createCell("moved");
        Execution first = move("--source-token", "n0ne");
        assertThat(first.exitCode()).isEqualTo(4);
        Path folder = folder();
        try (MoveLock other = MoveLock.of(new MoveFolder(folder))) {
            Execution second = move("--source-token", source.token());

            assertThat(second.exitCode()).isEqualTo(6);
            assertThat(second.err()).isEqualTo("Another move of the same cell is at work in %s%n".formatted(folder));
        }
        assertThat(move("--source-token", source.token()).exitCode()).isZero();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    private Path folder() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve("work"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    @Test
    void theCertificatesOfTheSourceAreLookedAtFirst() {
        Execution execution = move("--source-token", source.token(), "--source-cacert", "none.pem");

        assertThat(execution.exitCode()).isEqualTo(2);
        assertThat(execution.err()).startsWith("The file none.pem cannot be read");
    }

    @Test
    void theSourceNeedsAToken() {
        assertThat(move().exitCode()).isEqualTo(2);
    }

    private Execution move(String... more) {
        List<String> arguments = new ArrayList<>(List.of("move", source.url().toString(), "--to", "moved"));
        arguments.addAll(List.of("--url", target.url(), "--token", target.unitToken()));
        arguments.addAll(List.of("--work", directory.resolve("work").toString()));
        arguments.addAll(List.of(more));
        return Execution.of(arguments.toArray(String[]::new));
    }
}
