package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.blob.BlobWriter;
import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.Cell;
import io.cellport.cell.SqliteCellStore;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.Row;
import io.cellport.snapshot.area.Precondition;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.Sqlite;
import io.cellport.storage.Statements;
import io.cellport.storage.UnitDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @TempDir
    Path data;

    private String out = "";
    private String err = "";

    @BeforeEach
    void storeACellWithASnapshot() throws IOException {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        try (SqliteCellStore store = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC())) {
            Cell cell = store.create("cell1");
            try (GenerationWriter writer = store.build(cell.id(), 1)) {
                writer.write(List.of(new Row.FileChunk("a", 0, new byte[100_000], true)), Checkpoint.START);
                writer.seal(() -> {});
            }
            unit.write("activate", connection -> Statements.update(connection, "UPDATE cell SET generation = 1"));
            SnapshotArea snapshots = new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), 10, Clock.systemUTC());
            try (BlobWriter upload = snapshots.begin(cell.id())) {
                upload.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                snapshots.commit(cell.id(), "snap.zip", "application/zip", upload, Precondition.NONE);
            }
        }
    }

    @Test
    void aSoundUnitIsSound() {
        assertThat(verify()).as(err).isZero();
        assertThat(out).isEqualToNormalizingNewlines("""
                unit.db: sound
                content of cell cell1 (import 1): sound
                snapshot snap.zip of cell cell1: sound
                All 3 sound
                """);
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        flip(fileBelow("cells"));
        flip(fileBelow("snapshots"));

        assertThat(verify()).isEqualTo(1);
        assertThat(out).isEqualToNormalizingNewlines("""
                unit.db: sound
                content of cell cell1 (import 1): is not what was sealed
                snapshot snap.zip of cell cell1: is not what was stored
                2 of 3 damaged
                """);
    }

    @Test
    void whatIsMissingIsFound() throws IOException {
        Files.delete(fileBelow("cells"));
        Files.delete(fileBelow("snapshots"));

        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("(import 1): is missing", "snap.zip of cell cell1: is missing");
    }

    @Test
    void aDamagedDatabaseIsReported() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(data.resolve("unit.db").toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[Math.toIntExact(file.length() / 2)]);
        }

        assertThat(verify()).isEqualTo(1);
        assertThat(err).contains("unit.db is damaged");
    }

    @Test
    void aDirectoryInUseIsLeftAlone() {
        DataDirectory held = DataDirectory.lock(data);
        try {
            assertThat(verify()).isEqualTo(1);
            assertThat(err).contains("in use");
        } finally {
            held.close();
        }
    }

    @Test
    void aDirectoryWithoutAUnitIsNotChanged() throws IOException {
        Path empty = Files.createDirectory(data.resolve("empty"));

        assertThat(execute("verify", "--data", empty.toString())).isEqualTo(1);
        assertThat(err).contains("There is no unit.db in");
        assertThat(empty).isEmptyDirectory();
    }

    private int verify() {
        return execute("verify", "--data", data.toString());
    }

    private int execute(String... arguments) {
        Execution execution = Execution.of(arguments);
        out = execution.out();
        err = execution.err();
        return execution.exitCode();
    }

    private Path fileBelow(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve(directory))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static void flip(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        }
    }
}
