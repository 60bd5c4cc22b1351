package io.cellport.imports.importer;

import io.cellport.imports.journal.ImportRun;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.journal.Progress;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportProgress.Work;
import io.vertx.core.eventbus.EventBus;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Records the steps of runs in the journal and tells the trackers of them, in this order. Safe for several threads. */
final class RunReporter {

    private final Journal journal;
    private final EventBus bus;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    RunReporter(Journal journal, EventBus bus, Clock clock) {
        this.journal = journal;
        this.bus = bus;
        this.clock = clock;
    }

    /** Makes a step durable, then tells. */
    void record(ImportState state) {
        journal.record(state);
        tell(state);
    }

    /** Tells without recording: a percentage, or what is in the journal already. */
    void tell(ImportState state) {
        ImportRun run = state.run();
        var version = new ImportProgress.Version(run.number(), run.attempt(), sequence.incrementAndGet());
        bus.publish(
                Addresses.IMPORT_PROGRESS,
                new ImportProgress(
                        run.cellId(),
                        run.importId(),
                        version,
                        run.validateOnly(),
                        state.status(),
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
