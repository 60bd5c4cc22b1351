package io.cellport.imports.loader;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.imports.journal.ImportFailure;

/** An entry of the snapshot is faulty and ends the run. */
public final class EntryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ImportFailure failure;
    private final transient Checkpoint reached;

    public EntryFailedException(ImportFailure failure, Checkpoint reached) {
        super(failure.error().code().code(), null, false, false);
        this.failure = failure;
        this.reached = reached;
    }

    public ImportFailure failure() {
        return failure;
    }

    /** How far the snapshot was read. */
    public Checkpoint reached() {
        return reached;
    }
}
