package io.cellport.config;

import static io.cellport.config.ConfigKey.ofInt;
import static io.cellport.config.ConfigKey.ofLong;

import java.util.List;

/**
 * Upper bounds on what a client can make the server do. All are enforced on bytes that are really read, never on
 * declared sizes. The class in brackets is the one that checks.
 *
 * @param snapshotBytes largest snapshot file that can be uploaded ({@code SnapshotUpload})
 * @param requestBodyBytes largest body of any other request ({@code BodyText})
 * @param entries most zip entries in a snapshot ({@code ArchiveCheck})
 * @param inflatedBytes most bytes that all entries of a snapshot may inflate to ({@code ArchiveCheck})
 * @param entryBytes most bytes that one entry may inflate to ({@code CentralDirectory})
 * @param compressionRatio most inflated bytes per stored byte of an entry past the first MiB
 *     ({@code CentralDirectory})
 * @param pathDepth most segments in an entry's name ({@code EntryName})
 * @param pathBytes most UTF-8 bytes in one segment of an entry's name ({@code EntryName})
 * @param lineBytes longest line of a pjson file ({@code LineReader})
 * @param jsonDepth deepest nesting of a JSON value ({@code WholeJson})
 * @param propertyBytes largest {@code .pmeta}, manifest or {@code 00_cell.json} ({@code SnapshotArchive},
 *     {@code FileReader})
 * @param snapshotsPerCell most snapshot files of a cell ({@code SqliteSnapshotArea})
 * @param indexBytes most bytes that the indexes of large sets take on the disk together ({@code IndexCatalog})
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
        int snapshotsPerCell,
        long indexBytes) {

    static final ConfigKey<Long> SNAPSHOT_BYTES =
            ofLong("limits.snapshotBytes", 16L << 30, 1, 1L << 44, "largest snapshot file, in bytes");

    static final ConfigKey<Integer> REQUEST_BODY_BYTES =
            ofInt("limits.requestBodyBytes", 64 << 10, 1_024, 1 << 24, "largest body of any other request, in bytes");

    static final ConfigKey<Long> ENTRIES =
            ofLong("limits.entries", 2_000_000, 1, 100_000_000, "most zip entries in a snapshot");

    static final ConfigKey<Long> INFLATED_BYTES =
            ofLong("limits.inflatedBytes", 64L << 30, 1, 1L << 43, "most bytes that a whole snapshot may inflate to");

    static final ConfigKey<Long> ENTRY_BYTES =
            ofLong("limits.entryBytes", 16L << 30, 1, 1L << 40, "most bytes that one zip entry may inflate to");

    static final ConfigKey<Integer> COMPRESSION_RATIO =
            ofInt("limits.compressionRatio", 1_000, 1, 1_100, "most inflated bytes per stored byte of a zip entry");

    static final ConfigKey<Integer> PATH_DEPTH =
            ofInt("limits.pathDepth", 64, 1, 1_024, "most segments in a zip entry's name");

    static final ConfigKey<Integer> PATH_BYTES =
            ofInt("limits.pathBytes", 255, 1, 1_024, "most UTF-8 bytes in one segment of a zip entry's name");

    static final ConfigKey<Integer> LINE_BYTES = ofInt(
            "limits.lineBytes",
            8 << 20,
            1_024,
            1 << 28,
            "longest line of a pjson file, in bytes; a few lines are in memory at a time");

    static final ConfigKey<Integer> JSON_DEPTH =
            ofInt("limits.jsonDepth", 64, 4, 1_000, "deepest nesting of a JSON value");

    static final ConfigKey<Integer> PROPERTY_BYTES = ofInt(
            "limits.propertyBytes", 1 << 20, 1_024, 1 << 26, "largest .pmeta, manifest or 00_cell.json, in bytes");

    static final ConfigKey<Integer> SNAPSHOTS_PER_CELL =
            ofInt("limits.snapshotsPerCell", 1_024, 1, 1_000_000, "most snapshot files that a cell may hold");

    static final ConfigKey<Long> INDEX_BYTES = ofLong(
            "limits.indexBytes",
            1L << 30,
            1 << 20,
            1L << 44,
            "most bytes of all indexes of large sets on the disk; that of a million rows takes some 20 MiB");

    /** All keys: default, least and greatest value of each limit. A value outside stops the start. */
    static final List<ConfigKey<?>> KEYS = List.of(
            SNAPSHOT_BYTES,
            REQUEST_BODY_BYTES,
            ENTRIES,
            INFLATED_BYTES,
            ENTRY_BYTES,
            COMPRESSION_RATIO,
            PATH_DEPTH,
            PATH_BYTES,
            LINE_BYTES,
            JSON_DEPTH,
            PROPERTY_BYTES,
            SNAPSHOTS_PER_CELL,
            INDEX_BYTES);

    /** The default limits; {@code conf/cellport.yaml} lists the same. */
    public static final Limits DEFAULT = of(ConfigKey::defaultValue);

    /** Looks up the value of a key. */
    @FunctionalInterface
    interface Values {
        <T> T of(ConfigKey<T> key);
    }

    static Limits of(Values values) {
        return new Limits(
                values.of(SNAPSHOT_BYTES),
                values.of(REQUEST_BODY_BYTES),
                values.of(ENTRIES),
                values.of(INFLATED_BYTES),
                values.of(ENTRY_BYTES),
                values.of(COMPRESSION_RATIO),
                values.of(PATH_DEPTH),
                values.of(PATH_BYTES),
                values.of(LINE_BYTES),
                values.of(JSON_DEPTH),
                values.of(PROPERTY_BYTES),
                values.of(SNAPSHOTS_PER_CELL),
                values.of(INDEX_BYTES));
    }
}
