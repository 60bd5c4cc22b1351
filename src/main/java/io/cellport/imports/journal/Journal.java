package io.cellport.imports.journal;

import io.cellport.blob.Blob;
import io.cellport.cell.generation.GenerationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of imports: the truth that the tracker serves. Every change is on the disk before its method
 * returns. Storage failures are {@link io.cellport.storage.StoreException}s. Blocks; safe for several threads.
 */
public interface Journal {

    /**
     * Accepts a run.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} if something else has the cell's lock; of
     *     simultaneous calls exactly one succeeds; {@code PR404-DV-0003} if the cell is gone
     * @throws SnapshotChangedException if the snapshot's name no longer refers to these bytes
     */
    ImportState.Accepted accept(NewImport request);

    /**
     * Records a step. {@link ImportState.Completed} also makes the run's generation the cell's current one, in the same
     * transaction, unless it is a dry run. An end releases the cell's lock.
     *
     * @throws LostRunException if the run has ended, if a later attempt owns it, or if {@code state} is Cancelled and
     *     the run is being activated; then nothing is changed
     * @throws GoneGenerationException if {@code state} is Completed and the generation must be built again; then
     *     nothing is changed
     */
    void record(ImportState state);

    /**
     * Records that a cell's current content is lost or damaged: from now on the run that built it counts as failed with
     * {@code PR500-MC-0003}. Returns that run; empty if the damage is on record already, or the generation is not the
     * current one.
     */
    Optional<ImportState> contentDamaged(GenerationId damaged);

    /** The state that decides a cell's status: its active run, else its last completed or failed one; no dry run. */
    Optional<ImportState.Standing> standing(String cellId);

    /** All runs that have not ended, dry runs among them, oldest first. */
    List<ImportState.Active> active();

    /** The run of a cell that has not ended, also a dry run; there is at most one. */
    Optional<ImportState.Active> active(String cellId);

    /** Whether a run of this number was accepted and is not active; once true, this stays true. */
    boolean hasEnded(long number);

    /** The runs of a cell that are still on record, newest first, at most {@code limit} of them. */
    List<RunRecord> history(String cellId, int limit);

    /** One run of a cell that is still on record. */
    Optional<RunRecord> record(String cellId, String importId);

    /**
     * Forgets the runs that ended longer ago than this, by the clock of the store. Of each cell the last completed or
     * failed run is kept: it decides the status, also after an active run has been cancelled.
     */
    void forgetEndedBefore(Duration age);

    /**
     * A run to be accepted: {@code bytes} is the blob that was examined; the other fields are as in {@link ImportRun}.
     */
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
     * @param recordedAt when its state was last recorded; of a run in a cluster, or when it gave its last sign of life
     * @param readAt when this was read, by the clock that the other times are of
     */
    record RunRecord(ImportState state, @Nullable Instant begunAt, Instant recordedAt, Instant readAt) {}
}
