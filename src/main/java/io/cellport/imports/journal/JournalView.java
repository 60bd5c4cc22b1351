package io.cellport.imports.journal;

import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.StatusView.DecidedStatus;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status view of a unit on one node: what its journal says of each cell, kept in memory as far as it is certain.
 * While a cell is being changed, nothing is certain; nor after the change, however it ended, until the journal was read
 * once more and nobody had begun another change meanwhile. So whatever is kept here is what the journal says at that
 * moment, and for all other cells the journal is read. Every change goes through {@link #changing}, which blocks;
 * {@link #standing} does not. Safe for several threads.
 */
public final class JournalView implements StatusView {

    private static final Logger LOG = LoggerFactory.getLogger(JournalView.class);

    private static final Certain NONE = new Certain(Optional.empty());

    private final Journal journal;
    private final WorkerPool reads;

    /** A cell that is not in here has no standing, and that is certain. */
    private final Map<String, Entry> cells = new ConcurrentHashMap<>();

    private sealed interface Entry {}

    /** What the journal says. */
    record Certain(Optional<DecidedStatus> standing) implements Entry {}

    /** So many changes have begun and not ended. */
    private record Changing(int changes) implements Entry {}

    /** All changes have ended. Each is equal to itself only, so that a read can tell whether it was overtaken. */
    private static final class Doubtful implements Entry {}

    /**
     * Begins with what is known already.
     *
     * @param standings those of all cells in the journal, which nobody may change before this returns
     * @param reads reads the journal for polls of cells of which nothing is certain
     */
    public JournalView(Journal journal, List<Standing> standings, WorkerPool reads) {
        this.journal = journal;
        this.reads = reads;
        standings.forEach(standing ->
                cells.put(standing.run().cellId().intern(), new Certain(Optional.of(DecidedStatus.of(standing)))));
    }

    @Override
    public Future<Optional<DecidedStatus>> standing(String cellId, long askedAt) {
        return certain(cellId)
                .map(certain -> Future.succeededFuture(certain.standing()))
                .orElseGet(() -> reads.run(() -> read(cellId)));
    }

    /** What is certain of a cell; if empty, the journal must be read. Does not block. */
    Optional<Certain> certain(String cellId) {
        Entry entry = cells.getOrDefault(cellId, NONE);
        return entry instanceof Certain certain ? Optional.of(certain) : Optional.empty();
    }

    /** Reads what the journal says of a cell, and keeps it if it is certain. Blocks. */
    Optional<DecidedStatus> read(String cellId) {
        Entry before = cells.get(cellId);
        Optional<DecidedStatus> standing = journal.standing(cellId).map(DecidedStatus::of);
        if (before instanceof Doubtful && standing.isPresent()) {
            cells.replace(cellId, before, new Certain(standing));
        } else if (before instanceof Doubtful) {
            cells.remove(cellId, before);
        }
        return standing;
    }

    /**
     * Makes a change that may change the standing of a cell. The change can be seen here before this returns, and
     * whatever became of it before this throws. Blocks.
     */
    <T> T changing(String cellId, Supplier<T> change) {
        // The same id as that of the cell: comparing them takes longer than all else here.
        cells.compute(
                cellId.intern(),
                (id, entry) -> new Changing(entry instanceof Changing others ? others.changes() + 1 : 1));
        try {
            return change.get();
        } finally {
            cells.computeIfPresent(cellId, (id, entry) -> ended((Changing) entry));
            settle(cellId);
        }
    }

    private static Entry ended(Changing changing) {
        return changing.changes() == 1 ? new Doubtful() : new Changing(changing.changes() - 1);
    }

    /** The change is made, whatever becomes of this: if the journal cannot be read now, the next poll reads it. */
    private void settle(String cellId) {
        try {
            read(cellId);
        } catch (Throwable anything) {
            LOG.warn("the status of cell {} is uncertain until the journal can be read", cellId, anything);
        }
    }

    /** Takes out a cell that was deleted, or may have been. Blocks. */
    public void deleted(String cellId) {
        changing(cellId, () -> cellId);
    }

    /** Number of cells of which something is kept. */
    int size() {
        return cells.size();
    }
}
