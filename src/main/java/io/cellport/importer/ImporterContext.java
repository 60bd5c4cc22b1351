package io.cellport.importer;

import io.cellport.config.Limits;
import io.cellport.message.ErrorCode;
import io.cellport.snapshot.SnapshotArchive;
import io.cellport.snapshot.SnapshotArea;
import io.cellport.snapshot.StoredSnapshot;
import io.cellport.store.CellStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;

/** What every run of a node works with. Safe for several threads. */
record ImporterContext(
        CellStore store, SnapshotArea snapshots, RunReporter reporter, Limits limits, Executor writers, Clock clock) {

    /**
     * Opens and checks the snapshot that a request named.
     *
     * @param name the name without {@code .zip}
     * @throws io.cellport.message.ApiException as {@link SnapshotArchive#open}, or {@code PR404-DV-0001} if there is none
     */
    SnapshotArchive openSnapshot(String cellId, String name) {
        String fileName = name + ".zip";
        StoredSnapshot stored =
                snapshots.find(cellId, fileName).orElseThrow(() -> ErrorCode.PR404_DV_0001.exception(fileName));
        return SnapshotArchive.open(stored.file(), limits);
    }

    /** The present time, to the millisecond. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
