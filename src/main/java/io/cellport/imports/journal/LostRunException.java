package io.cellport.imports.journal;

/** Somebody else owns or ended the run: whoever gets this stops working on it and changes nothing more. */
public final class LostRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRunException(ImportRun run) {
        super("run " + run.importId() + " is no longer owned by attempt " + run.attempt(), null, false, false);
    }
}
