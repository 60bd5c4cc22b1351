package io.cellport.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Upload and download of one large file, beside an nginx that does the same, by one client (curl). What a server takes
 * of the processor counts, because both wait for the same disk. Cellport also computes the SHA-256 of what it receives,
 * and forces it to the disk.
 */
final class FileTransfer implements Benchmark {

    private static final int ROUNDS = 5;
    private static final long BYTES = 1L << 30;

    @Override
    public List<Figure> run() throws Exception {
        if (!Tools.areThere("nginx", "curl")) {
            return List.of();
        }
        Path file = Snapshots.bigFile(BYTES);
        try (BenchUnit unit = new BenchUnit();
                Nginx nginx = new Nginx()) {
            unit.createCell("bench");
            String ours = unit.url() + "bench/__snapshot/bench.zip";
            String theirs = nginx.url() + "bench.zip";
            Meter cellport = () -> Cpu.ofProcessNanos() / 1e9;
            Rounds rounds = new Rounds()
                    .with("nginx PUT", () -> cpu(nginx::cpuSeconds, "-T", file.toString(), theirs))
                    .with("Cellport PUT", () -> cpu(cellport, "-T", file.toString(), "-H", header(unit), ours))
                    .with("nginx GET", () -> cpu(nginx::cpuSeconds, theirs))
                    .with("Cellport GET", () -> cpu(cellport, "-H", header(unit), ours))
                    .run(ROUNDS, true);
            return List.of(figure("upload", rounds, 1, 0), figure("download", rounds, 3, 2));
        }
    }

    private static String header(BenchUnit unit) {
        return "Authorization: Bearer " + unit.token();
    }

    /** Tells the processor time so far. */
    @FunctionalInterface
    private interface Meter {
        double seconds();
    }

    private static double cpu(Meter meter, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        System.arraycopy(new String[] {"curl", "-fsS", "-o/dev/null"}, 0, command, 0, 3);
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        double before = meter.seconds();
        Tools.run(command);
        return meter.seconds() - before;
    }

    private static Figure figure(String what, Rounds rounds, int ours, int theirs) {
        return new Figure(
                what + " of 1 GiB / nginx",
                "%.2f s cpu, %.2f s cpu".formatted(rounds.median(ours), rounds.median(theirs)),
                "%.2f".formatted(rounds.ratio(ours, theirs)),
                "<= 1.3");
    }
}
