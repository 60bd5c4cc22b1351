package io.cellport.cli.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Exports a cell into a file: it starts the export, waits, and downloads the snapshot, with a progress bar for each.
 * Blocks; for one thread.
 */
public record CellExport(UnitClient unit, Screen screen) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_FAILURES = 20;

    private static final Set<String> ACTIVE = Set.of("Accepted", "Exporting");

    /**
     * Returns the name of the snapshot when the file is complete; a {@link CommandException} says why it failed.
     *
     * @param file must not exist
     */
    public String run(String cell, Optional<String> name, Path file) {
        JsonNode end = untilEnd(unit.startExport(cell, name));
        if (!end.path("state").asText().equals("Completed")) {
            JsonNode error = end.path("error");
            throw new CommandException(
                    error.isObject()
                            ? error.path("code").asText() + " "
                                    + error.path("message").path("value").asText()
                            : "The export was cancelled");
        }
        String snapshot = end.path("name").asText();
        long size = end.path("size").asLong();
        try (DownloadedFile target = new DownloadedFile(file);
                ProgressBar bar = ProgressBar.bytes(screen, "Download", size)) {
            new ResumedDownload(unit.http(), unit.snapshotUrl(cell, snapshot), "").run(size, target, bar);
            target.complete(end.path("sha256").asText());
        }
        return snapshot;
    }

    private JsonNode untilEnd(URI record) {
        try (ProgressBar bar = ProgressBar.percent(screen, "Export")) {
            Duration pause = FIRST_PAUSE;
            JsonNode found = patiently(() -> unit.exportRecord(record));
            while (ACTIVE.contains(found.path("state").asText())) {
                bar.update(found.path("percent").asInt());
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                found = patiently(() -> unit.exportRecord(record));
            }
            bar.update(found.path("percent").asInt());
            return found;
        }
    }

    /** Tries again if the server does not answer for a while, because an export goes on after a restart. */
    private static <T> T patiently(Supplier<T> question) {
        for (int failures = 1; ; failures++) {
            try {
                return question.get();
            } catch (UnitException e) {
                if (!e.isTemporary() || failures == MOST_FAILURES) {
                    throw e;
                }
                sleep(LONGEST_PAUSE);
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted");
        }
    }
}
