package io.cellport.imports.inspection;

import io.cellport.config.Limits;
import io.cellport.imports.journal.ImportFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inspections of tests, each in a workspace of its own below a directory. */
public record Inspected(Path directory) {

    /** Inspects a snapshot under the default limits. */
    public Inspection of(Path snapshot) {
        return of(snapshot, Limits.DEFAULT);
    }

    public Inspection of(Path snapshot, Limits limits) {
        try {
            Path workspace = Files.createTempDirectory(directory, "inspection");
            return new SnapshotInspector(limits, workspace).inspect(snapshot, (bytes, ofBytes) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A finding as a line: code, entry and line. */
    static String line(ImportFailure finding) {
        return finding.error().code().code() + finding.place();
    }
}
