package io.cellport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The import of many small files, beside unzipping them to a directory and having the disk hold them. */
final class FileImport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final int FILES = 20_000;
    private static final int BYTES = 10_000;

    @Override
    public List<Figure> run() throws Exception {
        Path snapshot = Snapshots.files(FILES, BYTES);
        try (BenchUnit unit = new BenchUnit()) {
            Rounds rounds = new Rounds()
                    .with("unzip and sync", () -> unzipAndSync(snapshot))
                    .with("import", () -> importAfterSync(unit, snapshot))
                    .run(ROUNDS, true);
            return List.of(new Figure(
                    "20,000 files of 10 kB / unzip and sync",
                    "%.2f s, %.2f s".formatted(rounds.median(1), rounds.median(0)),
                    "%.2f".formatted(rounds.ratio(1, 0)),
                    "< 1"));
        }
    }

    private static double unzipAndSync(Path snapshot) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Workspace.directory(), "unzip");
        sync(directory);
        long start = System.nanoTime();
        run("unzip", "-q", snapshot.toString(), "-d", directory.toString());
        sync(directory);
        double seconds = (System.nanoTime() - start) / 1e9;
        Workspace.delete(directory);
        return seconds;
    }

    private static double importAfterSync(BenchUnit unit, Path snapshot) throws IOException, InterruptedException {
        sync(snapshot);
        return unit.importOnce(snapshot);
    }

    /** Also done before measuring, so that nobody waits for what was written or deleted earlier. */
    private static void sync(Path path) throws IOException, InterruptedException {
        run("sync", "-f", path.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(command[0] + " ended with " + code);
        }
    }
}
