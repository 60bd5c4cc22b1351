package io.cellport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The export of a cell, beside what zip takes to pack the files that are in it. */
final class CellExport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final long ENTITIES = 1_000_000;

    private Tools.Taken zipped = new Tools.Taken(0, 0);
    private double zippedBytes;

    @Override
    public List<Figure> run() throws Exception {
        if (!Tools.areThere("zip", "unzip")) {
            return List.of();
        }
        Path snapshot = Snapshots.entities(ENTITIES);
        Path files = Files.createTempDirectory(Workspace.directory(), "unzip");
        try (BenchUnit unit = new BenchUnit()) {
            unit.createCell("bench");
            unit.upload("bench", snapshot);
            unit.importSeconds("bench");
            Path exported = unit.exported("bench", files.resolve("exported.zip"));
            double exportedBytes = Files.size(exported);
            Tools.run("unzip", "-q", exported.toString(), "-d", files.toString());
            Files.delete(exported);
            Rounds rounds = new Rounds()
                    .with("zip -6", () -> zip(files))
                    .with("zip's cpu", () -> zipped.cpuSeconds())
                    .with("export", () -> unit.exportSeconds("bench"))
                    .with("cpu", unit::cpuSeconds)
                    .run(ROUNDS, true);
            return List.of(
                    new Figure(
                            "export of 1,000,000 entities / zip -6",
                            "%.2f s of %.2f s cpu, %.2f s of %.2f s"
                                    .formatted(rounds.median(2), rounds.median(3), rounds.median(0), rounds.median(1)),
                            "%.2f".formatted(rounds.ratio(2, 0)),
                            "< 1"),
                    new Figure("the same, by cpu", "", "%.2f".formatted(rounds.ratio(3, 1)), ""),
                    new Figure(
                            "size of that export / of zip -6",
                            "%.1f MB, %.1f MB".formatted(exportedBytes / 1e6, zippedBytes / 1e6),
                            "%.3f".formatted(exportedBytes / zippedBytes),
                            "about 1"));
        } finally {
            Workspace.delete(files);
        }
    }

    private double zip(Path files) throws IOException, InterruptedException {
        Path zip = Workspace.directory().resolve("by-hand.zip");
        zipped = Tools.run(
                "bash",
                "-c",
                "cd \"$1\" && zip -6 -q -r \"$2\" . && sync \"$2\"",
                "-",
                files.toString(),
                zip.toString());
        zippedBytes = Files.size(zip);
        Files.delete(zip);
        return zipped.seconds();
    }
}
