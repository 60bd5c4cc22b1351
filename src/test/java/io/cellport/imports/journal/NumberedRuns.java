package io.cellport.imports.journal;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import java.time.Instant;
import java.util.TreeMap;

/** Runs of one cell that differ in nothing but their number. */
public final class NumberedRuns {

    private NumberedRuns() {}

    public static ImportRun run(long number, Instant start) {
        return new ImportRun(
                number, "run" + number, "cell", "name", "snap", "00ff", "blob", false, "tester", start, 0L, 1);
    }

    public static Completed completed(long number, Instant start) {
        return new Accepted(run(number, start), Progress.NONE)
                .toImporting(100)
                .toActivating()
                .toCompleted(new GenerationSummary(new TreeMap<>(), 0, 0, 0), start);
    }
}
