package io.cellport.exports.exporter;

import io.cellport.cell.CellStore;
import io.cellport.exports.journal.ExportJournal;
import io.cellport.exports.journal.ExportState;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportProgress;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.worker.MemoryBudget;
import io.vertx.core.eventbus.EventBus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all exports of a node share. Blocks; safe for several threads.
 *
 * @param temporaries a directory for files that are not needed after a crash
 * @param deflating threads that help to deflate
 * @param unitUrl what manifests name
 */
record ExporterContext(
        CellStore store,
        SnapshotArea snapshots,
        ExportJournal journal,
        EventBus bus,
        Path temporaries,
        Executor deflating,
        MemoryBudget memory,
        Supplier<String> unitUrl,
        ExportCounts counts,
        Clock clock) {

    /** Tells the trackers how far an export is, or that it has ended. */
    void publish(ExportState state) {
        bus.publish(
                ExportAddresses.PROGRESS,
                new ExportProgress(
                        state.run().cellId(),
                        state.run().number(),
                        state.progress().percent(),
                        state.progress().doneBytes(),
                        state.progress().doneEntries()));
    }

    /** The present time, to the millisecond. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
