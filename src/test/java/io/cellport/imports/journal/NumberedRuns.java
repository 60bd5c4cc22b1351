package io.cellport.imports.journal;

import io.cellport.cell.generation.GenerationSummary;
import io.cellport.imports.journal.ImportState.Accepted;
import io.cellport.imports.journal.ImportState.Completed;
import java.time.Instant;
import java.util.TreeMap;

/** Runs that differ in little but their number. */
public final class NumberedRuns {

    private NumberedRuns() {}

    public static ImportRun run(long number, Instant start) {
        return run("cell", number, start, false);
    }

    /** The same run into another cell, or a dry one. */
    static ImportRun run(String cellId, long number, Instant start, boolean validateOnly) {
        return new ImportRun(
                number, "run" + number, cellId, "name", "snap", "00ff", "blob", validateOnly, "tester", start, 0L, 1);
    }

    public static Completed completed(long number, Instant start) {
        return completed(run(number, start), start);
    }

    static Completed completed(ImportRun run, Instant end) {
        return new Accepted(run, Progress.NONE)
                .toImporting(100)
                .toActivating()
                .toCompleted(new GenerationSummary(new TreeMap<>(), 0, 0, 0), end);
    }
}
