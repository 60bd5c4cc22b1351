package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
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

/** Records the steps of runs in the journal and publishes them to the trackers, in this order. Safe for several threads. */
final class ProgressPublisher {

    private final Journal journal;
    private final EventBus bus;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    ProgressPublisher(Journal journal, EventBus bus, Clock clock) {
        this.journal = journal;
        this.bus = bus;
        this.clock = clock;
    }

    /** Makes a step durable, then publishes it. */
    void record(ImportState state) {
        journal.record(state);
        publish(state);
    }

    /** Publishes without recording: a percentage, or what is in the journal already. */
    void publish(ImportState state) {
        ImportRun run = state.run();
        var version = new ImportProgress.Version(run.number(), run.attempt(), sequence.incrementAndGet());
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

    private Work work(Progress progress) {
        return new Work(
                progress.doneBytes(),
                progress.totalBytes(),
                progress.doneEntries(),
                Instant.ofEpochMilli(clock.millis()));
    }
}
