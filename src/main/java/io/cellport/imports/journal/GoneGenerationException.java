package io.cellport.imports.journal;

/** What an attempt has built is no longer there to become the cell's content; the run is still the attempt's. */
public final class GoneGenerationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GoneGenerationException(ImportRun run) {
        super("what run " + run.importId() + " has built is gone", null, false, false);
    }
}
