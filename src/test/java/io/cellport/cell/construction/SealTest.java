package io.cellport.cell.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.RowMemory;
import io.cellport.storage.FileWatch;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.WatchedFiles;
import io.cellport.storage.pages.PageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seal says of a generation, however it came about. */
class SealTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("1.db");
    }

    /** The digest is computed while pages are written; an attempt that is repeated drops pages. */
    @Test
    void theSealIsThatOfTheFile() throws Exception {
        List<GenerationSeal> seals = new ArrayList<>();
        SealRecorder recorder = (seal, heartbeat) -> seals.add(seal);
        try (GenerationWriter writer = SqliteGenerationWriter.open(file, new Sqlite(), recorder, () -> {})) {
            writer.write(ConstructionTest.rows(0), new Checkpoint(1, 0, 0));
            writer.write(ConstructionTest.rows(1), new Checkpoint(1, 1, 0));
            for (int beats : new int[] {1, 4}) {
                AtomicInteger left = new AtomicInteger(beats);
                assertThatThrownBy(() -> writer.seal(() -> {
                            if (left.getAndDecrement() == 0) {
                                throw new IllegalStateException("stop");
                            }
                        }))
                        .hasMessage("stop");
            }
            writer.seal(() -> {});
        }
        assertThat(seals).containsExactly(new GenerationSeal(Files.size(file), PageFile.sum(file, () -> {})));

        try (GenerationWriter writer = SqliteGenerationWriter.open(file, new Sqlite(), recorder, () -> {})) {
            writer.seal(() -> {});
        }
        assertThat(seals).hasSize(2);
        assertThat(seals.get(1)).isEqualTo(seals.get(0));

        Path resumed = directory.resolve("2.db");
        for (int batch = 0; batch < 2; batch++) {
            try (GenerationWriter writer = SqliteGenerationWriter.open(resumed, new Sqlite(), recorder, () -> {})) {
                writer.write(ConstructionTest.rows(batch), new Checkpoint(1, batch, 0));
            }
        }
        try (GenerationWriter writer = SqliteGenerationWriter.open(resumed, new Sqlite(), recorder, () -> {})) {
            writer.seal(() -> {});
        }
        assertThat(seals.get(2)).isEqualTo(seals.get(0));
    }

    /** The system tells a failure to write back once: to the thread that forced the file meanwhile. */
    @Test
    void aGenerationOfWhichTheDiskLostPagesIsNotSealed() {
        AtomicBoolean isBroken = new AtomicBoolean();
        FileWatch disk = new FileWatch() {
            @Override
            public <T> T around(Operation operation, Path path, Path target, Call<T> call) throws IOException {
                if (operation == Operation.FORCE && path.equals(file) && isBroken.getAndSet(false)) {
                    throw new IOException("I/O error");
                }
                return call.run();
            }
        };
        Path watched = new WatchedFiles(disk).wrap(file);
        List<GenerationSeal> seals = new ArrayList<>();
        try (GenerationWriter writer = SqliteGenerationWriter.open(
                watched,
                new Sqlite(),
                new Helpers(Runnable::run, Helpers.NONE.merging()),
                (seal, heartbeat) -> seals.add(seal),
                () -> {})) {
            isBroken.set(true);
            for (int i = 0; i < 33; i++) {
                Row piece = new Row.FileChunk("file", i, new byte[Row.FileChunk.CHUNK_BYTES], i == 32);
                writer.write(List.of(piece), new Checkpoint(1, i, 0));
            }
            assertThat(isBroken).as("was forced while rows came").isFalse();

            assertThatThrownBy(() -> writer.seal(() -> {})).isInstanceOf(StoreException.class);
        } catch (StoreException closing) {
            assertThat(closing).hasRootCauseMessage("I/O error");
        }
        assertThat(seals).isEmpty();
    }

    /** They are in memory when their indexes are made; how long they are, an attempt that goes on has to look up. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryIsLentOnceForLongKeys(boolean isResumed) {
        String text = "k".repeat(RowMemory.FREE_BYTES);
        List<Long> lent = new ArrayList<>();
        List<Row> rows = List.of(
                new Row.Entity("Role", "1", "short", new byte[100], List.of()),
                new Row.Entity("Role", text, text, new byte[100], List.of()));
        GenerationWriter writer = SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {});
        writer.write(rows, new Checkpoint(1, 0, 0));
        if (isResumed) {
            writer.close();
            writer = SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {});
        }
        writer.seal(() -> {}, lent::add);
        writer.close();
        assertThat(lent).containsExactly(3L * ("Role".length() + 1 + text.length()));
    }
}
