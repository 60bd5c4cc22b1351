package io.cellport.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The import of many small files, beside unzipping them to a directory and having the disk hold them; and of a large
 * one that hardly compresses or that compresses as text does, beside inflating it.
 */
final class FileImport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final int FILES = 20_000;
    private static final int BYTES = 10_000;
    private static final long BIG_BYTES = 1L << 30;

    @Override
    public List<Figure> run() throws Exception {
        Path snapshot = Snapshots.files(FILES, BYTES);
        try (BenchUnit unit = new BenchUnit()) {
            Rounds rounds = new Rounds()
                    .with("unzip and sync", () -> unzipAndSync(snapshot))
                    .with("import", () -> importAfterSync(unit, snapshot))
                    .run(ROUNDS, true);
            return List.of(
                    new Figure(
                            "20,000 files of 10 kB / unzip and sync",
                            "%.2f s, %.2f s".formatted(rounds.median(1), rounds.median(0)),
                            "%.2f".formatted(rounds.ratio(1, 0)),
                            "<= 0.13"),
                    beside("one file of 1 GiB / inflating it", unit, Snapshots.bigFile(BIG_BYTES)),
                    beside("one text of 1 GiB / inflating it", unit, Snapshots.bigText(BIG_BYTES)));
        }
    }

    private static Figure beside(String what, BenchUnit unit, Path big) throws Exception {
        Rounds rounds = new Rounds()
                .with("inflate 1 GiB", () -> inflate(big))
                .with("import", () -> importAfterSync(unit, big))
                .with("cpu", unit::cpuSeconds)
                .run(ROUNDS, true);
        return new Figure(
                what,
                "%.2f s of %.2f s cpu, %.2f s".formatted(rounds.median(1), rounds.median(2), rounds.median(0)),
                "%.2f".formatted(rounds.ratio(1, 0)),
                "<= 1.5");
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

    private static double inflate(Path snapshot) throws IOException {
        long start = System.nanoTime();
        byte[] buffer = new byte[64 << 10];
        try (ZipFile zip = new ZipFile(snapshot.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    while (in.read(buffer) >= 0) {}
                }
            }
        }
        return (System.nanoTime() - start) / 1e9;
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
