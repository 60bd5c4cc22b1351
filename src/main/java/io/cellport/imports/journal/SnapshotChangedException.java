package io.cellport.imports.journal;

/** The snapshot was replaced or deleted after it was examined; the run is not accepted. */
public final class SnapshotChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SnapshotChangedException(String snapshot) {
        super(snapshot, null, false, false);
    }
}
