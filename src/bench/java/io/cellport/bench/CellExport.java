package io.cellport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The export of a cell, beside what zip takes to pack the same files. */
final class CellExport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final long ENTITIES = 1_000_000;

    @Override
    public List<Figure> run() throws Exception {
        if (!Tools.areThere("zip", "unzip")) {
            return List.of();
        }
        Path snapshot = Snapshots.entities(ENTITIES);
        Path files = Files.createTempDirectory(Workspace.directory(), "unzip");
        Tools.run("unzip", "-q", snapshot.toString(), "-d", files.toString());
        try (BenchUnit unit = new BenchUnit()) {
            unit.createCell("bench");
            unit.upload("bench", snapshot);
            unit.importSeconds("bench");
            Rounds rounds = new Rounds()
                    .with("zip -6", () -> zip(files))
                    .with("export", () -> unit.exportSeconds("bench"))
                    .with("cpu", unit::cpuSeconds)
                    .run(ROUNDS, true);
            return List.of(new Figure(
                    "export of 1,000,000 entities / zip -6",
                    "%.2f s of %.2f s cpu, %.2f s".formatted(rounds.median(1), rounds.median(2), rounds.median(0)),
                    "%.2f".formatted(rounds.ratio(1, 0)),
                    "< 1"));
        } finally {
            Workspace.delete(files);
        }
    }

    private static double zip(Path files) throws IOException, InterruptedException {
        Path zip = Workspace.directory().resolve("by-hand.zip");
        double seconds = Tools.run(
                        "bash",
                        "-c",
                        "cd \"$1\" && zip -6 -q -r \"$2\" . && sync \"$2\"",
                        "-",
                        files.toString(),
                        zip.toString())
                .seconds();
        Files.delete(zip);
        return seconds;
    }
}
