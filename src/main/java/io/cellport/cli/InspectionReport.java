package io.cellport.cli;

import io.cellport.cli.terminal.Amounts;
import io.cellport.cli.terminal.PlainText;
import io.cellport.imports.inspection.Inspection;
import io.cellport.imports.inspection.SnapshotContents;
import io.cellport.imports.journal.ImportFailure;
import io.cellport.snapshot.zip.Manifest;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** An inspection for people. For one thread. */
record InspectionReport(PrintWriter out) {

    void print(Inspection inspection) {
        inspection.manifest().ifPresent(this::print);
        row("Size", Amounts.bytes(inspection.bytes()));
        if (inspection.complete()) {
            print(inspection.contents());
            row("Ignored", "%,d files".formatted(inspection.ignoredEntries()));
            inspection.danglingReferences().ifPresent(count -> row("Dangling", "%,d references".formatted(count)));
        }
        if (inspection.isSound()) {
            out.println("Nothing would stop its import.");
            return;
        }
        out.println("What would stop its import:");
        inspection.findings().forEach(finding -> out.println("  " + line(finding)));
        if (inspection.more() > 0) {
            out.printf("  and %,d more%n", inspection.more());
        }
        if (!inspection.complete()) {
            out.println("This hides the rest of the snapshot, which was not looked at.");
        }
    }

    private void print(Manifest manifest) {
        row("Version", Integer.toString(Manifest.VERSION));
        manifest.created().ifPresent(time -> row("Exported", time.toString()));
        manifest.unitUrl().ifPresent(url -> row("From", PlainText.of(url)));
    }

    private void print(SnapshotContents contents) {
        row("Cell", PlainText.of(contents.cell()));
        long boxes = contents.entities().getOrDefault("Box", 0L);
        String names = contents.boxes().stream().map(PlainText::of).collect(Collectors.joining(", "));
        row("Boxes", boxes > contents.boxes().size() ? names + ", …" : names);
        contents.entities().forEach((type, count) -> row(type, "%,d".formatted(count)));
        row("Files", "%,d with %s".formatted(contents.files(), Amounts.bytes(contents.fileBytes())));
    }

    private void row(String name, String value) {
        out.printf("%-20s  %s%n", name, value);
    }

    private static String line(ImportFailure finding) {
        String entry = finding.entry();
        String place = entry == null
                ? ""
                : PlainText.of(entry) + (finding.line() == 0 ? "" : ", line " + finding.line()) + ": ";
        return place
                + finding.error().code().code()
                + ' '
                + PlainText.of(finding.error().text());
    }
}
