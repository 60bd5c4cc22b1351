package io.cellport.cli.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.move.MoveFolder.Note;
import io.cellport.cli.move.SourceCell.Stored;
import io.cellport.cli.unit.ResumableUploads;
import io.cellport.imports.inspection.Inspection;
import io.cellport.storage.FileDigest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move between two real units; each test but the first interrupts it after a step, or in one, and calls it again. */
class CellMoveTest {

    @TempDir
    Path directory;

    @AutoClose
    private final FilledSource source = new FilledSource();

    @AutoClose
    private MoveTarget target;

    @BeforeEach
    void start() {
        target = new MoveTarget(directory);
    }

    @Test
    void aCellIsMovedWithAllItHolds() {
        Inspection moved = again();

        assertThat(moved.contents().entities()).containsEntry("Cell", 1L);
        assertMovedOnce();
    }

    @Test
    void afterTheExportItIsNotExportedAgain() {
        interrupted().export();

        again();

        assertMovedOnce();
    }

    @Test
    void anExportThatIsOnlyStartedIsTakenOver() {
        target.folder().note(new Note("mine", ""));
        source.cell().startExport("mine");

        again();

        assertMovedOnce();
        assertThat(source.exports().get(0).path("name").asText()).isEqualTo("mine");
    }

    @Test
    void aDownloadGoesOnBehindWhatIsThere() throws IOException {
        byte[] bytes = downloaded();
        target.folder().delete();
        target.folder().note(new Note("snap", tag()));
        Files.write(target.folder().part(), Arrays.copyOf(bytes, bytes.length / 2));

        again();

        assertMovedOnce();
    }

    @Test
    void theBeginningOfOtherBytesIsNotKept() throws IOException {
        byte[] bytes = downloaded();
        target.folder().delete();
        target.folder().note(new Note("snap", "\"another tag\""));
        Files.write(target.folder().part(), new byte[bytes.length / 2]);

        again();

        assertMovedOnce();
    }

    @Test
    void bytesWithAnotherDigestAreRefusedAndTheNextCallDownloadsThemAgain() throws IOException {
        byte[] bytes = downloaded();
        target.folder().delete();
        target.folder().note(new Note("snap", tag()));
        Files.write(target.folder().part(), new byte[bytes.length]);

        assertThatThrownBy(this::again).isInstanceOf(CommandException.class).hasMessageContaining("its digest differs");
        again();

        assertMovedOnce();
    }

    @Test
    void afterTheUploadItIsNotUploadedAgain() {
        interrupted().download(interrupted().export());
        String snapshot = interrupted().upload().snapshot();
        Stored uploaded = stored(snapshot);

        again();

        assertThat(stored(snapshot)).isEqualTo(uploaded);
        assertMovedOnce();
    }

    @Test
    void anUploadGoesOnWhereAnEarlierCallHasEnded() throws IOException {
        interrupted().download(interrupted().export());
        Path snapshot = target.folder().snapshot();
        ResumableUploads uploads = new ResumableUploads(target.client().http(), MoveTarget.CELL);
        String name = "moved-" + FileDigest.sha256(snapshot, () -> {}) + ".zip";
        String id = uploads.create(name, Files.size(snapshot));
        target.folder().uploads().remember(id);
        Path half = directory.resolve("half");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(snapshot), (int) Files.size(snapshot) / 2));
        uploads.append(id, half, 0, Files.size(half), sent -> {});
        assertThat(uploads.standing(id).offset()).isEqualTo(Files.size(half));

        long size = Files.size(snapshot);
        again();

        assertThat(uploads.standing(id)).isEqualTo(new ResumableUploads.Standing(size, size));
        assertMovedOnce();
    }

    @Test
    void anImportThatIsStartedIsTakenOver() {
        interrupted().download(interrupted().export());
        target.client().startImport(MoveTarget.CELL, interrupted().upload().snapshot(), false);

        again();

        assertMovedOnce();
    }

    @Test
    void aMoveThatIsDoneCanBeDoneAgain() {
        again();
        again();

        assertThat(source.exports()).hasSize(2);
        assertThat(directory.resolve("move")).doesNotExist();
    }

    /** A call that does a step and is then killed. */
    private CellMove interrupted() {
        return target.call(source.cell());
    }

    private Inspection again() {
        return target.call(source.cell()).run(false);
    }

    private byte[] downloaded() throws IOException {
        target.folder().note(new Note("snap", ""));
        interrupted().download(interrupted().export());
        return Files.readAllBytes(target.folder().snapshot());
    }

    private String tag() {
        return source.cell().find("snap").orElseThrow().tag();
    }

    private Stored stored(String snapshot) {
        URI cell = URI.create(target.unit().url() + MoveTarget.CELL + "/");
        return new SourceCell(cell, target.unit()::unitToken).find(snapshot).orElseThrow();
    }

    private void assertMovedOnce() {
        assertThat(source.exports()).hasSize(1);
        assertThat(target.imports()).singleElement().satisfies(run -> {
            assertThat(run.path("state").asText()).isEqualTo("Completed");
            assertThat(run.path("snapshot_sha256"))
                    .isEqualTo(source.exports().get(0).path("sha256"));
        });
        assertThat(directory.resolve("move")).doesNotExist();
    }
}
