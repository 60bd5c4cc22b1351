package io.cellport.cell.generation;

/** A file that something in a generation needs is not there, so that it cannot be sealed. */
public final class MissingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    MissingFileException(String path) {
        super("missing file", null, false, false);
        this.path = path;
    }

    /** Its path below {@code 20_webdav/}; of several the one that was asked for first. */
    public String path() {
        return path;
    }
}
