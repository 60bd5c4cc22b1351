package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.RunWatch;
import io.cellport.cli.transfer.SnapshotImport;
import io.cellport.cli.unit.RunRecord;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import io.cellport.cli.unit.UnitHttp;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/**
 * Imports the snapshot, unless an earlier call has: an import of the same bytes that is under way is waited for.
 * Blocks; for one thread.
 *
 * @param sha256 digest of the snapshot in hexadecimal
 */
record ImportStep(UnitClient unit, String cell, String snapshot, String sha256) {

    private static final int NEWEST = 100;

    /** Whether these bytes are what the target holds, or is importing. */
    boolean isBegun() {
        return begun().isPresent();
    }

    /** Whether the target has the snapshot under its name, which names its digest. */
    boolean isUploaded(long size) {
        try {
            return unit.http()
                            .text(UnitHttp.request(unit.snapshotUrl(cell, snapshot))
                                    .method("HEAD", BodyPublishers.noBody()))
                            .headers()
                            .firstValueAsLong("Content-Length")
                            .orElse(-1)
                    == size;
        } catch (UnitException e) {
            if (e.ending() == Ending.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Returns the record of the completed import. */
    RunRecord run(Screen screen) {
        URI record = begun().map(run -> unit.importRecord(cell, run.id()))
                .orElseGet(() -> unit.startImport(cell, snapshot, false)
                        .orElseThrow(() -> new CommandException("The target keeps no records of imports")));
        RunRecord end = new RunWatch(unit, screen, Optional.empty()).untilEnd(RunWatch.Kind.IMPORT, cell, record);
        SnapshotImport.requireCompleted(end);
        return end;
    }

    /** The run that decides what the cell holds, or will hold, if it is one of these bytes. */
    private Optional<RunRecord> begun() {
        return unit.imports(cell, NEWEST).stream()
                .filter(run -> !run.isDryRun() && (run.isActive() || run.isCompleted()))
                .findFirst()
                .filter(run -> run.json().path("snapshot_sha256").asText().equals(sha256));
    }
}
