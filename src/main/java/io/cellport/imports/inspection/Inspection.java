package io.cellport.imports.inspection;

import io.cellport.imports.journal.ImportFailure;
import io.cellport.snapshot.zip.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * What an inspection has found.
 *
 * @param bytes length of the snapshot file
 * @param manifest empty if it is faulty, or could not be read
 * @param contents what could be read
 * @param ignoredEntries number of files that are not part of the snapshot format
 * @param danglingReferences number of links and parent ids that point to nothing; empty if there are findings, because
 *     what they point to may be behind a fault
 * @param findings everything that would stop the import, in the order in which it was met; the first
 *     {@value Findings#MOST}
 * @param more number of further findings
 * @param complete whether all was looked at; false after a fault that hides the rest, which is the last finding
 */
public record Inspection(
        long bytes,
        Optional<Manifest> manifest,
        SnapshotContents contents,
        long ignoredEntries,
        Optional<Long> danglingReferences,
        List<ImportFailure> findings,
        long more,
        boolean complete) {

    /** Copies the findings. */
    public Inspection {
        findings = List.copyOf(findings);
    }

    /** That of a snapshot of which nothing could be read. */
    static Inspection stopped(long bytes, Findings findings) {
        return new Inspection(
                bytes,
                Optional.empty(),
                SnapshotContents.NONE,
                0,
                Optional.empty(),
                findings.first(),
                findings.more(),
                false);
    }

    /** Whether nothing would stop the import. */
    public boolean isSound() {
        return findings.isEmpty();
    }
}
