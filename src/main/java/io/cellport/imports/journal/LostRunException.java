package io.cellport.imports.journal;

/** Another attempt owns the run, or it has ended: the caller must stop working on it and change nothing more. */
public final class LostRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRunException(ImportRun run) {
        super("run " + run.importId() + " is no longer owned by attempt " + run.attempt(), null, false, false);
    }
}
