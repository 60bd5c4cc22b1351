package io.cellport.tracker;

import java.math.BigInteger;

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
        return doneBytes <= Long.MAX_VALUE / 100
                ? (int) (doneBytes * 100 / totalBytes)
                : BigInteger.valueOf(doneBytes)
                        .multiply(BigInteger.valueOf(100))
                        .divide(BigInteger.valueOf(totalBytes))
                        .intValue();
    }

    /** The same run further on; never further back. */
    public Progress at(long newDoneBytes) {
        return new Progress(Math.max(doneBytes, newDoneBytes), totalBytes);
    }
}
