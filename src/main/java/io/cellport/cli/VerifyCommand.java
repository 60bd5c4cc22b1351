package io.cellport.cli;

import io.cellport.blob.DirectoryBlobStore;
import io.cellport.cell.CellStore;
import io.cellport.cell.GenerationAudit;
import io.cellport.cell.SqliteCellStore;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.option.OutputOptions;
import io.cellport.config.UnitConfig;
import io.cellport.error.FailureReason;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SnapshotAudit;
import io.cellport.snapshot.area.SqliteSnapshotArea;
import io.cellport.storage.DataDirectory;
import io.cellport.storage.Finding;
import io.cellport.storage.Sqlite;
import io.cellport.storage.StoreException;
import io.cellport.storage.UnitDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/**
 * {@code cellport verify}: checks a data directory that no server uses; exits with 1 if something is damaged. Blocks;
 * for one thread.
 */
@Command(
        name = "verify",
        description = "Checks the database, every cell's content and every snapshot of a stopped server.",
        footer = {"", "Example: cellport verify --data /var/lib/cellport"},
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private int checked;
    private int damaged;

    @Override
    public Integer call() {
        UnitConfig unit = config.load(Map.of());
        if (Files.notExists(unit.data().resolve("unit.db"))) {
            throw new CommandException("There is no unit.db in " + unit.data());
        }
        try (DataDirectory directory = DataDirectory.lock(unit.data())) {
            verify(directory.path());
        } catch (StoreException e) {
            String why = e.getCause() == null ? "" : ": " + FailureReason.words(e);
            throw new CommandException(e.getMessage() + why);
        }
        output.text(damaged == 0 ? "All %d sound".formatted(checked) : "%d of %d damaged".formatted(damaged, checked));
        return damaged == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void verify(Path data) {
        Sqlite sqlite = new Sqlite();
        UnitDatabase unit = new UnitDatabase(data, sqlite);
        try (CellStore cells = new SqliteCellStore(data, unit, sqlite, Clock.systemUTC())) {
            report(new Finding("unit.db", Optional.empty()));
            new GenerationAudit(cells, data, unit, sqlite).run(this::report);
            SnapshotArea snapshots =
                    new SqliteSnapshotArea(unit, new DirectoryBlobStore(data), Integer.MAX_VALUE, Clock.systemUTC());
            new SnapshotAudit(cells, snapshots).run(this::report);
        }
    }

    private void report(Finding finding) {
        checked++;
        if (finding.problem().isPresent()) {
            damaged++;
        }
        output.finding(finding.what(), finding.problem());
    }
}
