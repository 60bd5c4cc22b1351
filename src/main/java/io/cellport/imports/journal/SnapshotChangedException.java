package io.cellport.imports.journal;

/** The name of a snapshot stands for other bytes, or for none, since they were examined: nothing was accepted. */
public final class SnapshotChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotChangedException(String snapshot) {
        super(snapshot, null, false, false);
    }
}
