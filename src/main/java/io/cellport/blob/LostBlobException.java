package io.cellport.blob;

/**
 * A blob that should exist does not, or has other bytes than it should. Whoever read its name may read the row again:
 * the blob may have been replaced meanwhile.
 */
public final class LostBlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean missing;

    private LostBlobException(String what, boolean missing) {
        super(what);
        this.missing = missing;
    }

    /** The store has no blob of this id. */
    public static LostBlobException missing() {
        return new LostBlobException("the blob is missing", true);
    }

    /** The length or the digest is another one. */
    public static LostBlobException damaged() {
        return new LostBlobException("the blob has other bytes than it should", false);
    }

    /** Whether there is no blob; otherwise it is damaged. */
    public boolean isMissing() {
        return missing;
    }
}
