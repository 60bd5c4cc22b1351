package io.cellport.bench;

import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;

/** The import of many entities, beside inflating and splitting the same lines, and beside a tenth of them. */
final class EntityImport implements Benchmark {

    private static final int ROUNDS = 3;
    private static final long MANY = 1_000_000;
    private static final long FEW = 100_000;

    @Override
    public List<Figure> run() throws Exception {
        Path many = Snapshots.entities(MANY);
        Path few = Snapshots.entities(FEW);
        try (BenchUnit unit = new BenchUnit()) {
            Rounds rounds = new Rounds()
                    .with("inflate and split", () -> inflateAndSplit(many))
                    .with("1,000,000 entities", () -> unit.importOnce(many))
                    .with("cpu", unit::cpuSeconds)
                    .with("100,000 entities", () -> unit.importOnce(few))
                    .run(ROUNDS, true);
            double perMillion = rounds.median(3) * MANY / FEW;
            return List.of(
                    new Figure(
                            "1,000,000 entities / inflate and split",
                            "%.2f s of %.2f s cpu, %.2f s"
                                    .formatted(rounds.median(1), rounds.median(2), rounds.median(0)),
                            "%.2f".formatted(rounds.ratio(1, 0)),
                            "<= 4"),
                    new Figure(
                            "time per entity, 1,000,000 / 100,000",
                            "%.2f us, %.2f us".formatted(rounds.median(1), perMillion),
                            "%.2f".formatted(rounds.ratio(1, 3) * FEW / MANY),
                            "0.80 to 1.20"));
        }
    }

    private static double inflateAndSplit(Path snapshot) throws IOException {
        long start = System.nanoTime();
        long lines = 0;
        try (ZipFile zip = new ZipFile(snapshot.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(PjsonFile.USER_DATA.path()))) {
            byte[] buffer = new byte[64 << 10];
            int filled = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer, filled, buffer.length - filled)) {
                filled += count;
                int lineStart = 0;
                for (int i = 0; i < filled; i++) {
                    if (buffer[i] == '\n') {
                        lines += Arrays.copyOfRange(buffer, lineStart, i).length > 0 ? 1 : 0;
                        lineStart = i + 1;
                    }
                }
                filled -= lineStart;
                System.arraycopy(buffer, lineStart, buffer, 0, filled);
            }
        }
        if (lines != MANY) {
            throw new IOException(lines + " lines");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
