package io.cellport.importer;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.tracker.ImportFailure;

/** An entry that ends the run, and where. */
final class EntryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ImportFailure failure;
    private final transient Checkpoint reached;

    EntryFailedException(ImportFailure failure, Checkpoint reached) {
        super(failure.error().code().code(), null, false, false);
        this.failure = failure;
        this.reached = reached;
    }

    ImportFailure failure() {
        return failure;
    }

    /** How far the snapshot was read. */
    Checkpoint reached() {
        return reached;
    }
}
