package io.cellport.cell.construction;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationFormat;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.RowMemory;
import io.cellport.cell.generation.Summaries;
import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.storage.DurableFiles;
import io.cellport.storage.FileSum;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StorageFailure;
import io.cellport.storage.StoreException;
import io.cellport.storage.pages.PageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a generation in one SQLite file. Rows are appended to its pages; what stands above them and the indexes, which
 * also prove uniqueness, come at the end. Blocks; for one thread.
 */
public final class SqliteGenerationWriter implements GenerationWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteGenerationWriter.class);

    private static final long RETRY_NANOS = 500_000_000L;

    private final Path file;
    private final Sqlite sqlite;
    private final SealRecorder onSealed;

    /** Empty once the generation is sealed. */
    private Optional<Construction> construction;

    /**
     * Opens a new file, or the one of an earlier attempt.
     *
     * @param onSealed records the seal
     * @param heartbeat called again and again while what an earlier attempt has stored is read; what it throws is
     *     passed on
     */
    public static SqliteGenerationWriter open(
            Path file, Sqlite sqlite, Helpers helpers, SealRecorder onSealed, Runnable heartbeat) {
        try {
            boolean sealed = !BuildLog.exists(file) && isSealed(file);
            return new SqliteGenerationWriter(
                    file,
                    sqlite,
                    onSealed,
                    sealed ? Optional.empty() : Optional.of(Construction.open(file, sqlite, helpers, heartbeat)));
        } catch (SQLException | IOException | UncheckedIOException e) {
            throw failure("open generation for building", e, file);
        }
    }

    /** The same on one thread. */
    public static SqliteGenerationWriter open(Path file, Sqlite sqlite, SealRecorder onSealed, Runnable heartbeat) {
        return open(file, sqlite, Helpers.NONE, onSealed, heartbeat);
    }

    /**
     * The last checkpoint of a new file, or of the one of an earlier attempt. It does not look at the rows before it.
     */
    public static Checkpoint checkpoint(Path file, Sqlite sqlite) {
        try {
            if (BuildLog.exists(file)) {
                try (BuildLog log = BuildLog.open(file, sqlite)) {
                    return log.checkpoint();
                }
            }
            return isSealed(file) ? checkpointOfSealed(file, sqlite) : Checkpoint.START;
        } catch (SQLException | IOException e) {
            throw failure("read checkpoint", e, file);
        }
    }

    private static Checkpoint checkpointOfSealed(Path file, Sqlite sqlite) throws SQLException {
        try (Connection connection = sqlite.openSealed(file)) {
            return new CheckpointTable(connection).read();
        }
    }

    /**
     * A file of version 0 was being built by a program that had no log: it is built again. So is one whose end that
     * program had not moved out of its write-ahead log.
     */
    private static boolean isSealed(Path file) throws IOException {
        if (Files.notExists(file)) {
            return false;
        }
        Optional<GenerationFormat> format = GenerationFormat.of(file);
        format.ifPresent(GenerationFormat::requireKnown);
        boolean sealed = format.isPresent()
                && format.get().version() > 0
                && !format.get().isLogged()
                && Files.notExists(file.resolveSibling(file.getFileName() + "-wal"));
        if (!sealed) {
            Construction.delete(file);
        }
        return sealed;
    }

    private static RuntimeException failure(String what, Exception e, Path file) {
        Exception cause =
                e instanceof UncheckedIOException unchecked ? Objects.requireNonNull(unchecked.getCause()) : e;
        return StorageFailure.of(what, cause, DurableFiles.directoryOf(file));
    }

    private SqliteGenerationWriter(
            Path file, Sqlite sqlite, SealRecorder onSealed, Optional<Construction> construction) {
        this.file = file;
        this.sqlite = sqlite;
        this.onSealed = onSealed;
        this.construction = construction;
    }

    @Override
    public Checkpoint checkpoint() {
        try {
            return construction.isPresent() ? construction.get().log().checkpoint() : checkpointOfSealed(file, sqlite);
        } catch (SQLException e) {
            throw failure("read checkpoint", e, file);
        }
    }

    @Override
    public void write(List<Row> rows, Checkpoint after) {
        if (construction.isEmpty() && rows.isEmpty()) {
            // An attempt that was cut off after the seal comes here again, with nothing to add.
            return;
        }
        try {
            construction.orElseThrow().write(rows, after);
        } catch (SQLException | UncheckedIOException e) {
            throw failure("write generation", e, file);
        }
    }

    @Override
    public GenerationSummary seal(Runnable heartbeat, RowMemory memory) {
        try {
            Sealed sealed =
                    construction.isPresent() ? sealed(construction.get(), heartbeat, memory) : sealedBefore(heartbeat);
            recordSeal(new GenerationSeal(Files.size(file), sealed.sum()), heartbeat);
            return sealed.summary();
        } catch (SQLException | IOException | UncheckedIOException e) {
            throw failure("seal generation", e, file);
        }
    }

    private record Sealed(GenerationSummary summary, FileSum sum) {}

    private Sealed sealed(Construction built, Runnable heartbeat, RowMemory memory) throws SQLException, IOException {
        // Without this name, a power loss could leave a file that looks sealed before it was forced.
        DurableFiles.forceName(file);
        GenerationSummary summary = new Assembly(file, sqlite, built, heartbeat).seal(memory);
        FileSum sum = built.pages().sum(heartbeat);
        built.pages().settle();
        DurableFiles.forceContent(file);
        // From here on the generation is sealed: it is complete, and has no log any more.
        built.close();
        construction = Optional.empty();
        BuildLog.delete(file);
        DurableFiles.forceName(file);
        return new Sealed(summary, sum);
    }

    private Sealed sealedBefore(Runnable heartbeat) throws SQLException, IOException {
        try (Connection connection = sqlite.openSealed(file)) {
            return new Sealed(Summaries.read(connection), PageFile.sum(file, heartbeat));
        }
    }

    /** Tries again and again, because unit.db may be locked by a backup, or the disk full, for a while only. */
    private void recordSeal(GenerationSeal seal, Runnable heartbeat) {
        for (boolean warned = false; ; warned = true) {
            try {
                onSealed.record(seal, heartbeat);
                return;
            } catch (StoreException | ApiException e) {
                if (!warned) {
                    LOG.warn("a seal waits to be recorded: {}", FailureReason.words(e), e);
                }
            }
            heartbeat.run();
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    @Override
    public void close() {
        if (construction.isEmpty()) {
            return;
        }
        try {
            construction.get().close();
        } catch (SQLException | IOException e) {
            throw failure("close generation", e, file);
        }
    }
}
