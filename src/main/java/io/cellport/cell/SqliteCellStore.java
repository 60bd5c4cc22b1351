package io.cellport.cell;

import io.cellport.cell.construction.GenerationFiles;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.Helpers;
import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.FileUse;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationReaders;
import io.cellport.cell.generation.GenerationSeal;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cells in {@code unit.db}, and one SQLite file per generation below {@code cells/{cellId}/}. Blocks; safe for several
 * threads.
 */
public final class SqliteCellStore implements CellStore {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteCellStore.class);

    private final UnitDatabase unit;
    private final CellTable table;
    private final OpenGenerations open;
    private final GenerationFiles files;
    private final Sqlite sqlite;
    private final Clock clock;
    private volatile Consumer<GenerationId> damageListener = damaged -> {};
    private volatile Consumer<String> deletionListener = cellId -> {};

    public SqliteCellStore(Path data, UnitDatabase unit, Sqlite sqlite, Clock clock) {
        this.unit = unit;
        this.table = new CellTable(unit);
        this.open = new OpenGenerations(sqlite);
        this.files = new GenerationFiles(data.resolve("cells"), open);
        this.sqlite = sqlite;
        this.clock = clock;
    }

    @Override
    public Cell create(String name) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Cell cell = new Cell(CellIds.next(), name, now, now, 0);
        table.insert(cell);
        return cell;
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
        return deleteUnless(CellTable::refuseContent, cellId);
    }

    @Override
    public boolean delete(String cellId) {
        return deleteUnless((connection, cell) -> {}, cellId);
    }

    private boolean deleteUnless(CellTable.Refusal refusal, String cellId) {
        boolean deleted = deleteRows(refusal, cellId);
        if (deleted) {
            tidyUp(cellId);
            unit.roomWasMade();
        }
        return deleted;
    }

    private boolean deleteRows(CellTable.Refusal refusal, String cellId) {
        try {
            return table.deleteUnless(refusal, cellId);
        } finally {
            deletionListener.accept(cellId);
        }
    }

    /** The listener is called when a cell was deleted, or may have been, on the thread that deletes; it may block. */
    public void onDeletion(Consumer<String> listener) {
        deletionListener = listener;
    }

    /** The cell is deleted even if its files cannot be deleted now; the next start deletes them. */
    private void tidyUp(String cellId) {
        try {
            files.deleteCell(cellId);
        } catch (StoreException e) {
            LOG.warn("the content of deleted cell {} cannot be deleted now; the next start tries again", cellId, e);
        }
    }

    @Override
    public GenerationWriter build(String cellId, long number, Helpers helpers, Runnable opening) {
        GenerationId id = new GenerationId(cellId, number);
        return SqliteGenerationWriter.open(
                files.createFor(cellId, number),
                sqlite,
                helpers,
                (seal, heartbeat) -> unit.changeOnReserve("record seal", connection -> seal.save(connection, id)),
                opening);
    }

    @Override
    public Checkpoint checkpoint(String cellId, long number) {
        return SqliteGenerationWriter.checkpoint(files.createFor(cellId, number), sqlite);
    }

    /** It is always there. */
    @Override
    public CompletableFuture<?> bring(String cellId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<CellGeneration> current(String cellId) {
        // The generation may be superseded and deleted between the two steps; then there is a newer one to open.
        for (OptionalLong number = currentNumber(cellId); number.isPresent(); ) {
            try {
                return Optional.of(opened(new GenerationId(cellId, number.getAsLong())));
            } catch (StoreException | ApiException e) {
                OptionalLong newer = currentNumber(cellId);
                if (newer.equals(number)) {
                    throw e;
                }
                number = newer;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<CellGeneration> openAgain(Cell cell) {
        GenerationId id = new GenerationId(cell.id(), cell.generation());
        Path file = files.of(id.cellId(), id.number());
        return open.openAgain(file).map(readers -> generation(id, file, readers));
    }

    private CellGeneration generation(GenerationId id, Path file, GenerationReaders readers) {
        FileUse use = new FileUse(open, file, () -> requireSound(id, file));
        return new SqliteGeneration(id, readers, use, failure -> damaged(id, failure));
    }

    @Override
    public Optional<AccessContent> access(String cellId) {
        return current(cellId).map(AccessContent.class::cast);
    }

    private CellGeneration opened(GenerationId id) {
        Path file = files.of(id.cellId(), id.number());
        requireSound(id, file);
        try {
            return generation(id, file, open.open(file));
        } catch (SQLException e) {
            StoreException failure = new StoreException("open generation", e);
            throw GenerationDamage.isDamage(e) ? damaged(id, failure) : failure;
        }
    }

    @Override
    public void requireWhole(GenerationId id, Runnable heartbeat) {
        Optional<GenerationSeal> seal = unit.lookUp("find seal", connection -> GenerationSeal.find(connection, id));
        if (seal.isPresent() && !seal.get().isOf(files.of(id.cellId(), id.number()), heartbeat)) {
            throw damaged(id, new StoreException("the generation " + GenerationDamage.CONTENT));
        }
    }

    private void requireSound(GenerationId id, Path file) {
        damage(id, file).ifPresent(damage -> {
            throw damaged(id, new StoreException("the generation " + damage));
        });
    }

    private Optional<GenerationDamage> damage(GenerationId id, Path file) {
        return GenerationDamage.of(file, unit.lookUp("find seal", connection -> GenerationSeal.find(connection, id)));
    }

    /** Reports damage, unless the generation has been superseded or deleted meanwhile. */
    private RuntimeException damaged(GenerationId id, RuntimeException failure) {
        OptionalLong current = currentNumber(id.cellId());
        if (current.isPresent() && current.getAsLong() == id.number()) {
            damageListener.accept(id);
        }
        return ApiException.of(ErrorCode.PR500_MC_0003, failure);
    }

    @Override
    public void onDamage(Consumer<GenerationId> listener) {
        damageListener = listener;
    }

    @Override
    public Map<GenerationId, GenerationDamage> damaged() {
        Map<GenerationId, GenerationDamage> damaged = new LinkedHashMap<>();
        table.generations()
                .forEach((id, seal) -> GenerationDamage.of(files.of(id.cellId(), id.number()), seal)
                        .ifPresent(damage -> damaged.put(id, damage)));
        return damaged;
    }

    @Override
    public OptionalLong currentNumber(String cellId) {
        return table.generation(cellId);
    }

    @Override
    public List<Long> numbers(String cellId) {
        return files.numbers(cellId);
    }

    @Override
    public void discard(String cellId, long number) {
        if (!currentNumber(cellId).equals(OptionalLong.of(number))) {
            files.deleteGeneration(cellId, number);
        }
    }

    @Override
    public void discardOlder(String cellId, long number) {
        files.deleteGenerations(cellId, found -> found < number);
    }

    @Override
    public long usableBytes() {
        return files.usableBytes();
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
    public void letGo(Path content) {
        open.renew(content);
    }

    @Override
    public void close() {
        try {
            open.close();
        } finally {
            unit.close();
        }
    }
}
