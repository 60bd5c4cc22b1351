package io.cellport.cell;

import io.cellport.blob.LostBlobException;
import io.cellport.cell.construction.GenerationFiles;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.Helpers;
import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.cell.extract.ExtractedAccess;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cells of a clustered unit: their table is in PostgreSQL, and each generation that was activated is a blob, of which a
 * node keeps a copy while it reads it. Generations are built in files of the node that runs the import; the methods
 * about numbers and discarding concern these files only. Blocks; safe for several threads.
 */
public final class PostgresCellStore implements CellStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCellStore.class);

    private final NodeStorage node;
    private final PostgresCellTable table;
    private final OpenGenerations open;
    private final CopiedGenerations generations;
    private final GenerationFiles files;
    private final Sqlite sqlite;

    /**
     * The store of one node.
     *
     * @param data the node's own data directory
     */
    public PostgresCellStore(NodeStorage node, Path data, Sqlite sqlite) {
        this.node = node;
        this.table = new PostgresCellTable(node.database());
        this.open = OpenGenerations.ofBorrowedFiles(sqlite);
        this.generations = new CopiedGenerations(node.cache(), open);
        this.files = new GenerationFiles(data.resolve("cells"), open);
        this.sqlite = sqlite;
    }

    @Override
    public Cell create(String name) {
        return table.create(name);
    }

    @Override
    public Optional<Cell> find(String name) {
        return table.find(name);
    }

    @Override
    public List<Cell> list(int skip, int most) {
        return table.list(skip, most);
    }

    @Override
    public boolean deleteEmpty(String cellId) {
        return delete(cellId, true);
    }

    @Override
    public boolean delete(String cellId) {
        return delete(cellId, false);
    }

    private boolean delete(String cellId, boolean onlyEmpty) {
        boolean deleted = table.delete(cellId, onlyEmpty);
        if (deleted) {
            tidyUp(cellId);
        }
        return deleted;
    }

    /** The cell is deleted even if its files cannot be deleted now. Those of other nodes go at their next sweep. */
    private void tidyUp(String cellId) {
        try {
            files.deleteCell(cellId);
        } catch (StoreException e) {
            LOG.warn("the files of deleted cell {} cannot be deleted now; a later sweep tries again", cellId, e);
        }
    }

    @Override
    public GenerationWriter build(String cellId, long number, Helpers helpers, Runnable opening) {
        Path file = files.createFor(cellId, number);
        GenerationId id = new GenerationId(cellId, number);
        return SqliteGenerationWriter.open(file, sqlite, helpers, new GenerationUpload(node, open, id, file), opening);
    }

    @Override
    public Checkpoint checkpoint(String cellId, long number) {
        return SqliteGenerationWriter.checkpoint(files.createFor(cellId, number), sqlite);
    }

    @Override
    public OptionalLong currentNumber(String cellId) {
        return node.replica()
                .current(cellId)
                .map(current -> OptionalLong.of(current.id().number()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public CompletableFuture<?> bring(String cellId) {
        return node.replica()
                .current(cellId)
                .<CompletableFuture<?>>map(
                        known -> generations.bring(known).handle((copied, failure) -> hasEnded(failure)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Whether a lost blob is still the current one, {@link #current} finds out. */
    private static boolean hasEnded(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null || cause instanceof LostBlobException) {
            return true;
        }
        throw new CompletionException(cause);
    }

    @Override
    public Optional<CellGeneration> current(String cellId) {
        Optional<PublishedGeneration> known = node.replica().current(cellId);
        try {
            return known.map(generations::open);
        } catch (LostBlobException e) {
            // The replica may be older than the deletion of the blob.
            Optional<PublishedGeneration> current = table.current(cellId);
            if (current.equals(known)) {
                throw lost(cellId, e);
            }
            return openedOnce(cellId, current);
        }
    }

    private Optional<CellGeneration> openedOnce(String cellId, Optional<PublishedGeneration> current) {
        try {
            return current.map(generations::open);
        } catch (LostBlobException e) {
            throw lost(cellId, e);
        }
    }

    private static ApiException lost(String cellId, LostBlobException failure) {
        LOG.error("the blob of the current content of cell {} is lost or damaged", cellId, failure);
        return ApiException.of(ErrorCode.PR500_MC_0003, failure);
    }

    @Override
    public Optional<AccessContent> access(String cellId) {
        return node.replica()
                .current(cellId)
                .map(current -> new ExtractedAccess(
                        current.id().number(),
                        new PostgresAccessRows(
                                node.database(), current.blob().id().name())));
    }

    @Override
    public List<Long> numbers(String cellId) {
        return files.numbers(cellId);
    }

    /**
     * Nothing: a blob that this node cannot read may be readable for others, and would be found only by reading all. So
     * a damaged blob fails the requests that need it, and no run.
     */
    @Override
    public Map<GenerationId, GenerationDamage> damaged() {
        return Map.of();
    }

    /** Never calls the listener, for the reason that {@link #damaged} gives. */
    @Override
    public void onDamage(Consumer<GenerationId> listener) {}

    @Override
    public void discard(String cellId, long number) {
        files.deleteGeneration(cellId, number);
    }

    /** The file of that number goes too: it becomes this node's copy of the blob. */
    @Override
    public void discardOlder(String cellId, long number) {
        table.current(cellId)
                .filter(current -> current.id().number() == number)
                .ifPresent(current -> generations.adopt(files.of(cellId, number), current));
        files.deleteGenerations(cellId, found -> found <= number);
    }

    @Override
    public void sweepDeletedCells() {
        for (String id : files.cellIds()) {
            if (table.wasDeleted(id)) {
                files.deleteCell(id);
            } else if (!table.isKnown(id)) {
                LOG.warn("cells/{} belongs to no known cell and is kept", id);
            }
        }
    }

    @Override
    public long usableBytes() {
        return files.usableBytes() + node.cache().idleBytes();
    }

    @Override
    public void makeRoom(long bytes) {
        node.cache().makeRoom(bytes);
    }

    /** Does nothing: the database and the copies belong to whoever opened them. */
    @Override
    public void letGo(Path content) {
        open.renew(content);
    }

    @Override
    public void close() {}
}
