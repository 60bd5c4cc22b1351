package io.cellport.exports.writer;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.CellGeneration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** Writes snapshots of cells, always at the same time. */
record ExportedCell(CellStore store, Cell cell, Path temporaries, Executor helpers) {

    static final Instant TIME = Instant.parse("2026-11-24T02:01:06.560Z");

    static final String UNIT = "http://localhost:18888/";

    ExportedCell(CellStore store, Cell cell, Path temporaries) {
        this(store, cell, temporaries, ForkJoinPool.commonPool());
    }

    /** Writes to a file, which it returns. */
    Path to(Path file) {
        return to(file, (bytes, entries) -> {});
    }

    Path to(Path file, SnapshotWriter.Listener listener) {
        Optional<CellGeneration> content = store.current(cell.id());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new SnapshotWriter(cell, content, temporaries, helpers).write(out, UNIT, TIME, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            content.ifPresent(CellGeneration::close);
        }
        return file;
    }
}
