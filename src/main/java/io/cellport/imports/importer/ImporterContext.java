package io.cellport.imports.importer;

import io.cellport.cell.CellStore;
import io.cellport.cell.construction.Helpers;
import io.cellport.config.Limits;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.loader.StopSignal;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.StoredSnapshot;
import io.cellport.snapshot.zip.SnapshotArchive;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.MemoryShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * What all runs of a node share. Blocks; safe for several threads.
 *
 * @param writers has a thread for each run at work that writes what the run reads, and merges in the end
 * @param forcing the same to wait for the disk; what it refuses is done later
 * @param isShared whether other nodes execute runs of the unit, too
 */
record ImporterContext(
        CellStore store,
        SnapshotArea snapshots,
        Journal journal,
        ProgressPublisher publisher,
        Limits limits,
        MemoryBudget budget,
        Executor writers,
        Executor forcing,
        ImportCounts counts,
        boolean isShared,
        Clock clock) {

    /** Kept free in addition to what an import needs, for the journal and the log. */
    private static final long SPARE_BYTES = 16L << 20;

    /**
     * Finds a snapshot.
     *
     * @param name its name without {@code .zip}
     * @throws io.cellport.error.ApiException {@code PR404-DV-0001} if there is none
     */
    StoredSnapshot snapshot(String cellId, String name) {
        String fileName = name + ".zip";
        return snapshots.find(cellId, fileName).orElseThrow(() -> ApiException.of(ErrorCode.PR404_DV_0001, fileName));
    }

    /** Memory for a run; it stops waiting for memory when it is to stop. */
    MemoryShare memory(StopSignal stop) {
        return new MemoryShare(budget, waited -> stop.check());
    }

    /** Memory for a request, which is refused with {@code PR503-SV-0001} if there is none within {@code patience}. */
    MemoryShare memory(Duration patience) {
        return new MemoryShare(budget, waited -> {
            if (waited > patience.toNanos()) {
                throw ApiException.of(ErrorCode.PR503_SV_0001);
            }
        });
    }

    /**
     * Refuses a snapshot whose content, with indexes and their sorting, would not fit on the disk beside the current
     * one.
     *
     * @throws io.cellport.error.ApiException {@code PR503-SV-0005}
     */
    void requireSpaceFor(SnapshotArchive archive) {
        if (!hasSpaceFor(archive)) {
            throw ApiException.of(ErrorCode.PR503_SV_0005);
        }
    }

    private boolean hasSpaceFor(SnapshotArchive archive) {
        return neededFor(archive) <= store.usableBytes();
    }

    private static long neededFor(SnapshotArchive archive) {
        return 2 * archive.totalBytes() + SPARE_BYTES;
    }

    /**
     * Deletes what may go until the content of a snapshot fits on the disk. False if it does not fit and another node
     * may have room for it; what is begun here already counts as fitting.
     */
    boolean makeRoomFor(ImportRun run, SnapshotArchive archive) {
        store.makeRoom(neededFor(archive));
        return !isShared || store.numbers(run.cellId()).contains(run.number()) || hasSpaceFor(archive);
    }

    /** Whether so little room is left that an import must not use it, because a deletion needs it. */
    boolean isDiskFull() {
        return store.usableBytes() < SPARE_BYTES;
    }

    /**
     * Threads for the building of a generation. The one that writes rows is free when there are no more, and merges
     * then.
     */
    Helpers helpers() {
        return new Helpers(forcing, writers);
    }

    /** The present time, to the millisecond. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
