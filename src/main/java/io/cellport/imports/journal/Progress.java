package io.cellport.imports.journal;

import java.math.BigInteger;

/**
 * How far a run is, in entries of its snapshot and their uncompressed bytes.
 *
 * @param doneBytes bytes read and stored, 0 or more
 * @param totalBytes bytes of the whole run, as the central directory declares them
 * @param doneEntries lines and files read and stored; their total is known only at the end
 */
public record Progress(long doneBytes, long totalBytes, long doneEntries) {

    /** The highest percentage before activation. */
    public static final int MAX_PERCENT = 99;

    public static final Progress NONE = of(0);

    /** The beginning of a run. */
    public static Progress of(long totalBytes) {
        return new Progress(0, totalBytes, 0);
    }

    /**
     * Whole percent, truncated, 0 to 99. A run is complete only when it is activated, and then it has no percentage.
     */
    public int percent() {
        if (totalBytes <= 0 || doneBytes <= 0) {
            return 0;
        }
        if (doneBytes >= totalBytes) {
            return MAX_PERCENT;
        }
        return doneBytes <= Long.MAX_VALUE / 100
                ? (int) (doneBytes * 100 / totalBytes)
                : BigInteger.valueOf(doneBytes)
                        .multiply(BigInteger.valueOf(100))
                        .divide(BigInteger.valueOf(totalBytes))
                        .intValue();
    }

    /** The same run further on; never further back. */
    public Progress at(long newDoneBytes, long newDoneEntries) {
        return new Progress(Math.max(doneBytes, newDoneBytes), totalBytes, Math.max(doneEntries, newDoneEntries));
    }
}
