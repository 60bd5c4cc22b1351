package io.cellport.imports.journal;

import io.cellport.blob.Blob;
import io.cellport.cell.generation.GenerationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable record of imports: the truth that the tracker serves. Every change is on the disk before its method
 * returns. All methods block: call them on a worker pool. Safe for several threads. Storage failures are
 * {@link io.cellport.storage.StoreException}s.
 */
public interface Journal {

    /**
     * Accepts a run.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} if something else has the cell's lock; of
     *     simultaneous calls exactly one succeeds; {@code PR404-DV-0003} if the cell is gone
     * @throws SnapshotChangedException if the snapshot's name does not stand for these bytes any more
     */
    ImportState.Accepted accept(NewImport request);

    /**
     * Records a step. {@link ImportState.Completed} also makes the run's generation the cell's current one, in the same
     * transaction, unless it is a dry run. An end releases the cell's lock.
     *
     * @throws LostRunException if the run has ended or a later attempt owns it, or if it would be cancelled but is being
     *     activated; then nothing is changed
     */
    void record(ImportState state);

    /**
     * Records that a cell's current content is lost or damaged: the run that built it counts as failed with
     * {@code PR500-MC-0003} from now on. Returns the run as it stands then; empty if it is on record already, or the
     * content is not current any more.
     */
    Optional<ImportState> contentDamaged(GenerationId damaged);

    /** The state that decides a cell's status: its active run, else its last completed or failed one; no dry run. */
    Optional<ImportState.Standing> standing(String cellId);

    /** All runs that have not ended, dry runs among them, oldest first. */
    List<ImportState.Active> active();

    /** The run of a cell that has not ended, dry or not; there is at most one. */
    Optional<ImportState.Active> active(String cellId);

    /** Whether a run of that number was accepted and is not active: once that is so, it stays so. */
    boolean hasEnded(long number);

    /** The runs of a cell that are still on record, newest first, at most {@code limit} of them. */
    List<RunRecord> history(String cellId, int limit);

    /** One run of a cell that is still on record. */
    Optional<RunRecord> record(String cellId, String importId);

    /** Forgets runs that ended before a time, but for the one that each cell's status still depends on. */
    void forgetEndedBefore(Instant time);

    /** What a new run is about: the bytes that were examined, and otherwise fields as in {@link ImportRun}. */
    record NewImport(
            String cellId,
            String cellName,
            String snapshot,
            Blob bytes,
            boolean validateOnly,
            String startedBy,
            long ignoredEntries) {}

    /**
     * A run with what the journal knows beside its state.
     *
     * @param begunAt when its first attempt began; null while it waits
     * @param recordedAt when its state was last recorded
     */
    record RunRecord(ImportState state, Instant begunAt, Instant recordedAt) {}
}
