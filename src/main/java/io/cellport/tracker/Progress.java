package io.cellport.tracker;

/**
 * How far a run is, in uncompressed bytes of its snapshot's entries.
 *
 * @param doneBytes read and stored, 0 or more
 * @param totalBytes the same for the whole run: what the central directory declares
 */
public record Progress(long doneBytes, long totalBytes) {

    /** Most that is shown before activation. */
    public static final int MAX_PERCENT = 99;

    public static final Progress NONE = new Progress(0, 0);

    /** Whole percent, truncated, 0 to 99: only an activated run is complete, and then no percent is shown. */
    public int percent() {
        if (totalBytes <= 0 || doneBytes <= 0) {
            return 0;
        }
        if (doneBytes >= totalBytes) {
            return MAX_PERCENT;
        }
        // Beyond 92 petabytes the product would overflow, and the quotient by a hundredth is exact enough.
        long percent =
                doneBytes <= Long.MAX_VALUE / 100 ? doneBytes * 100 / totalBytes : doneBytes / (totalBytes / 100);
        return (int) Math.min(percent, MAX_PERCENT);
    }

    /** The same run further on; never further back. */
    public Progress at(long newDoneBytes) {
        return new Progress(Math.max(doneBytes, newDoneBytes), totalBytes);
    }
}
