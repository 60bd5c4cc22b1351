package io.cellport.cli.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveFromPersoniumTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/snapshots/small1.zip");

    @TempDir
    Path directory;

    @AutoClose
    private MoveTarget target;

    @BeforeEach
    void start() {
        target = new MoveTarget(directory);
    }

    @Test
    void aCellComesFromPersoniumWithoutRecordsDigestsAndRanges() throws IOException {
        try (FakePersonium personium = new FakePersonium(Files.readAllBytes(SNAPSHOT), false)) {
            target.call(personium.cell()).run(false);

            assertThat(personium.exports()).singleElement().asString().matches("alice-\\d{8}-\\d{9}");
        }
        assertThat(target.imports())
                .singleElement()
                .satisfies(run -> assertThat(run.path("state").asText()).isEqualTo("Completed"));
        assertThat(directory.resolve("move")).doesNotExist();
    }

    @Test
    void theErrorFileOfAFailedExportIsToldAndNothingIsKept() throws IOException {
        try (FakePersonium personium = new FakePersonium(Files.readAllBytes(SNAPSHOT), true)) {
            assertThatThrownBy(() -> target.call(personium.cell()).run(false))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("The export failed: PR500-SV-0000 unknown property was appointed.");
            assertThat(personium.exports()).hasSize(1);
        }
        assertThat(directory.resolve("move")).doesNotExist();
        assertThat(target.imports()).isEmpty();
    }

    @Test
    void aSnapshotThatCannotBeImportedIsKeptAndNotUploaded() throws IOException {
        try (FakePersonium personium = new FakePersonium("no zip".getBytes(UTF_8), false)) {
            assertThatThrownBy(() -> target.call(personium.cell()).run(false))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("cellport inspect ");
        }
        assertThat(target.folder().snapshot()).hasContent("no zip");
        assertThat(target.imports()).isEmpty();
    }
}
