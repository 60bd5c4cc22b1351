package io.cellport.cli.server;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationSummary;
import io.cellport.cli.terminal.Amounts;
import io.cellport.cli.terminal.ThisProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Prints the report of the demo; it reads the server's store. Blocks; for one thread. */
public record DemoReport(PrintWriter out, RunningServer running, Path data, String cell) {

    public void started() {
        out.printf("A server listens on %s with its data in %s%n", running.url(), data);
        out.flush();
    }

    public void imported(Path file, String snapshot, Duration time) {
        GenerationSummary summary = summary();
        long entities =
                summary.entities().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "%nCell %s, read back from the store %.1f s after the upload began:%n",
                cell,
                time.toMillis() / 1000.0);
        summary.entities().forEach((type, count) -> out.printf("  %-28s %,9d%n", type, count));
        out.printf("  %-28s %,9d%n", "all entities", entities);
        out.printf(
                "  %-28s %,9d  (%s)%n",
                "files with their properties", summary.files(), Amounts.bytes(summary.fileBytes()));
        byHand(file, snapshot);
        out.flush();
    }

    public void serving() {
        out.printf("%nThe server runs until Ctrl-C; then its data is deleted.%n");
        out.flush();
    }

    private void byHand(Path file, String snapshot) {
        String cellUrl = running.url() + cell + "/";
        String authorization = "-H \"Authorization: Bearer $TOKEN\"";
        out.printf("%nThe same by hand:%n");
        out.printf("  TOKEN=$(%s token --data '%s' --cell %s)%n", ThisProgram.name(), data, cell);
        out.printf("  curl -i %s -T '%s' %s__snapshot/%s.zip%n", authorization, file, cellUrl, snapshot);
        out.printf("  curl -i %s -d '{\"Name\":\"%s\"}' %s__import%n", authorization, snapshot, cellUrl);
        out.printf("  curl -i %s %s__import%n", authorization, cellUrl);
    }

    private GenerationSummary summary() {
        CellStore store = running.server().store();
        Cell found = store.find(cell).orElseThrow();
        try (CellGeneration generation = store.current(found.id()).orElseThrow()) {
            return generation.summary();
        }
    }
}
