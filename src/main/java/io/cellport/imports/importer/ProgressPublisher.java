package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Ended;
import io.cellport.imports.journal.ImportState.Standing;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportProgress.Work;
import io.vertx.core.eventbus.EventBus;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records the steps of runs in the journal and publishes them to the trackers, in this order. Safe for several threads.
 */
final class ProgressPublisher {

    private final Journal journal;
    private final EventBus bus;
    private final boolean isShared;
    private final ImportCounts counts;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    /** @param isShared whether there are other nodes, which know of a run what is in the journal */
    ProgressPublisher(Journal journal, EventBus bus, boolean isShared, ImportCounts counts, Clock clock) {
        this.journal = journal;
        this.bus = bus;
        this.isShared = isShared;
        this.counts = counts;
        this.clock = clock;
    }

    /** Makes a step durable, then publishes it. */
    void record(ImportState state) {
        journal.record(state);
        if (state instanceof Ended) {
            counts.ended(state);
        }
        publish(state);
    }

    /** Publishes how far a run is, unless there are other nodes: those are told what a renewal has stored. */
    void publishUnlessShared(ImportState state) {
        if (!isShared) {
            publish(state);
        }
    }

    /** Publishes what is in the journal already; on a node alone it may be ahead of the journal. */
    void publish(ImportState state) {
        ImportRun run = state.run();
        var version = new ImportProgress.Version(run.number(), order(state), sequence.incrementAndGet());
        bus.publish(
                Addresses.IMPORT_PROGRESS,
                new ImportProgress(
                        run.cellId(),
                        run.importId(),
                        version,
                        run.validateOnly(),
                        state instanceof Standing standing ? standing.status() : null,
                        work(state.progress())));
    }

    /**
     * The attempt, except that an acceptance comes before all messages of attempts and an end after them, because other
     * processes may have published those, with sequences of their own.
     */
    private static int order(ImportState state) {
        if (state instanceof ImportState.Ended) {
            return Integer.MAX_VALUE;
        }
        return state instanceof ImportState.Accepted ? 0 : state.run().attempt();
    }

    private Work work(Progress progress) {
        return new Work(
                progress.doneBytes(),
                progress.totalBytes(),
                progress.doneEntries(),
                Instant.ofEpochMilli(clock.millis()));
    }
}
