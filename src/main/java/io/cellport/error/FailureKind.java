package io.cellport.error;

/** Kinds of failures of the machine, as an operator distinguishes them. */
public enum FailureKind {
    DISK_FULL("disk full"),
    LOCKED("locked by another process"),
    DENIED("permission denied"),
    READ_ONLY("read-only"),
    OUT_OF_FILES("too many open files"),
    MISSING("missing"),
    DAMAGED("damaged"),
    IO("I/O error"),
    OTHER("other");

    private final String words;

    FailureKind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
