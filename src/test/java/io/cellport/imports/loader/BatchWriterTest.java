package io.cellport.imports.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.Patience;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.imports.loader.StopSignal.Reason;
import io.cellport.imports.loader.StopSignal.StoppedException;
import io.cellport.storage.Sqlite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchWriterTest {

    @TempDir
    Path directory;

    @AutoClose
    private GenerationWriter generation;

    private final StopSignal stop = new StopSignal();

    @BeforeEach
    void open() {
        generation =
                SqliteGenerationWriter.open(directory.resolve("1.db"), new Sqlite(), (seal, heartbeat) -> {}, () -> {});
    }

    /** As an executor does that is abandoned while a task waits for a thread. */
    @Test
    void aWriterThatNeverGotAThreadIsClosedWithoutWaitingForOne() throws Exception {
        BatchWriter writer = new BatchWriter(generation, dropped -> {}, stop, stored -> {});
        writer.put(new Batch(List.of(), generation.checkpoint(), Optional.empty()));

        stop.stop(Reason.SHUTDOWN);
        assertThatThrownBy(writer::finish).isInstanceOf(StoppedException.class);

        CompletableFuture.runAsync(writer::close).get(Patience.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void aThreadThatComesAfterTheEndStoresNothing() {
        CompletableFuture<Runnable> late = new CompletableFuture<>();
        CompletableFuture<Checkpoint> stored = new CompletableFuture<>();
        BatchWriter writer = new BatchWriter(generation, late::complete, stop, stored::complete);
        writer.put(new Batch(List.of(), generation.checkpoint(), Optional.empty()));
        writer.close();

        late.join().run();

        assertThat(stored).isNotDone();
    }
}
