package io.cellport.config;

import java.util.Map;

/** The default limits, but for one. */
public final class ChangedLimits {

    private ChangedLimits() {}

    public static Limits snapshotBytes(long bytes) {
        return with(Limits.SNAPSHOT_BYTES, bytes);
    }

    public static Limits snapshotsPerCell(long files) {
        return with(Limits.SNAPSHOTS_PER_CELL, files);
    }

    private static Limits with(ConfigKey<?> key, long value) {
        return ConfigLoader.defaults(Map.of(key, Long.toString(value))).limits();
    }
}
