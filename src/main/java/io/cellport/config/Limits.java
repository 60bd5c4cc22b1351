package io.cellport.config;

/**
 * Upper bounds on what a client can make the server do. All are enforced on bytes that are really read, never on
 * declared sizes.
 *
 * @param snapshotBytes largest snapshot file that can be uploaded
 * @param requestBodyBytes largest body of any other request
 * @param entries most zip entries in a snapshot
 * @param inflatedBytes most bytes that all entries of a snapshot may inflate to
 * @param entryBytes most bytes that one entry may inflate to
 * @param compressionRatio most inflated bytes per stored byte of an entry (checked past the first MiB)
 * @param pathDepth most segments in an entry's name
 * @param pathBytes most UTF-8 bytes in one segment of an entry's name
 * @param lineBytes longest line of a pjson file
 * @param jsonDepth deepest nesting of a JSON value
 * @param propertyBytes largest {@code .pmeta}, manifest or {@code 00_cell.json}
 * @param snapshotsPerCell most snapshot files of a cell
 */
public record Limits(
        long snapshotBytes,
        int requestBodyBytes,
        long entries,
        long inflatedBytes,
        long entryBytes,
        int compressionRatio,
        int pathDepth,
        int pathBytes,
        int lineBytes,
        int jsonDepth,
        int propertyBytes,
        int snapshotsPerCell) {

    /** The values that hold when nothing is configured; {@code conf/cellport.yaml} lists the same. */
    public static final Limits DEFAULT = new Limits(
            16L << 30, 64 << 10, 2_000_000, 64L << 30, 16L << 30, 1_000, 64, 255, 8 << 20, 64, 1 << 20, 1_024);
}
