package io.cellport.imports.journal;

/**
 * Which runs count for the status of their cell: the newest of these decides it. Stateless.
 *
 * <p>States are excluded, not listed: a state that is damaged, or that only another version knows, is read as failed
 * and must not be passed over.
 */
final class Decisive {

    /** The condition on a journal row. */
    static final String RUNS = DryRun.IS_NONE + " AND NOT " + StateNames.among(ImportState.Cancelled.class);

    private Decisive() {}
}
