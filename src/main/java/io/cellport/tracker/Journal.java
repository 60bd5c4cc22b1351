package io.cellport.tracker;

import java.util.List;
import java.util.Optional;

/**
 * The durable record of imports: the truth that the tracker serves. Every change is on the disk before its method
 * returns. All methods block: call them on a worker pool. Safe for several threads. Storage failures are
 * {@link io.cellport.store.StoreException}s.
 */
public interface Journal {

    /**
     * Accepts a run.
     *
     * @throws io.cellport.message.ApiException {@code PR409-CM-0002} if a run into the cell is active; of simultaneous
     *     calls exactly one succeeds
     */
    ImportState.Accepted accept(NewImport request);

    /**
     * Records a step. {@link ImportState.Completed} also makes the run's generation the cell's current one, in the same
     * transaction.
     *
     * @throws LostRunException if the run has ended or a later attempt owns it; then nothing is changed
     */
    void record(ImportState state);

    /** The state that decides a cell's status: its active run, else its last completed or failed one. */
    Optional<ImportState> standing(String cellId);

    /** The run of that id. */
    Optional<ImportState> find(String importId);

    /** All runs that have not ended, oldest first. */
    List<ImportState.Active> active();

    /** What a new run is about; fields as in {@link ImportRun}. */
    record NewImport(String cellId, String cellName, String snapshot, String startedBy) {}
}
