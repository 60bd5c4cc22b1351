package io.cellport.cell.construction;

/** A file that a generation needs is missing, so the generation cannot be sealed. */
public final class MissingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    MissingFileException(String path) {
        super("missing file", null, false, false);
        this.path = path;
    }

    /** Its path below {@code 20_webdav/}; if several are missing, the one that was needed first. */
    public String path() {
        return path;
    }
}
