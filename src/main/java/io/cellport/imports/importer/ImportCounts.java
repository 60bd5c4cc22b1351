package io.cellport.imports.importer;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Failed;
import io.cellport.imports.journal.Leases.Claim;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts what imports have stored and how they have ended. Safe for several threads. */
final class ImportCounts {

    private static final String NO_CODE = "";

    private final Metrics metrics;
    private final Counter entries;
    private final Counter bytes;
    private final Counter claimed;
    private final Counter takenOver;
    private final Counter lost;

    ImportCounts(Metrics metrics) {
        this.metrics = metrics;
        this.entries = metrics.counter(Metric.IMPORT_ENTRIES);
        this.bytes = metrics.counter(Metric.IMPORT_BYTES);
        this.claimed = metrics.counter(Metric.RUNS_CLAIMED);
        this.takenOver = metrics.counter(Metric.RUNS_TAKEN_OVER);
        this.lost = metrics.counter(Metric.RUNS_LOST);
    }

    /** Counts a run whose end is in the journal. */
    void ended(ImportState end) {
        String code =
                end instanceof Failed failed ? failed.failure().error().code().code() : NO_CODE;
        metrics.counter(Metric.IMPORTS_ENDED, end.name().toLowerCase(Locale.ROOT), code)
                .add(1);
    }

    /** Counts a run that this process has claimed. */
    void claimed(Claim claim) {
        claimed.add(1);
        if (claim.failures() > 0) {
            takenOver.add(1);
        }
    }

    /** Counts an attempt whose run is no longer this process's. */
    void lost() {
        lost.add(1);
    }

    /**
     * Counts what an attempt stores.
     *
     * @param start what an earlier attempt has stored
     * @return takes each checkpoint that is stored, one after the other
     */
    Consumer<Checkpoint> storedAfter(Checkpoint start) {
        return new Consumer<>() {

            private Checkpoint last = start;

            @Override
            public void accept(Checkpoint stored) {
                entries.add(stored.doneEntries() - last.doneEntries());
                bytes.add(stored.doneBytes() - last.doneBytes());
                last = stored;
            }
        };
    }
}
