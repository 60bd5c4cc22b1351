package io.cellport.bench;

import java.nio.file.Path;
import java.util.List;

/** What 500 clients that poll once a second see of a large import, and what they cost it. */
final class PollingDuringImport implements Benchmark {

    private static final int ROUNDS = 9;
    private static final int CLIENTS = 500;
    private static final long WARM_UP_MILLIS = 3_000;
    private static final long QUIET_MILLIS = 3_000;

    @Override
    public List<Figure> run() throws Exception {
        Path snapshot = Snapshots.entities(1_000_000);
        try (BenchUnit unit = new BenchUnit()) {
            Latencies quiet = new Latencies();
            Latencies latencies = new Latencies();
            Rounds rounds = new Rounds()
                    .with("alone", () -> unit.importOnce(snapshot))
                    .with("polled", () -> importWhilePolled(unit, snapshot, quiet, latencies))
                    .run(ROUNDS, true);
            return List.of(
                    new Figure(
                            "status while importing, 500 clients at 1 Hz",
                            "p50 %.1f ms, p99 %.1f ms, max %.1f ms; without import %.1f, %.1f, %.1f ms"
                                    .formatted(
                                            latencies.percentile(50),
                                            latencies.percentile(99),
                                            latencies.percentile(100),
                                            quiet.percentile(50),
                                            quiet.percentile(99),
                                            quiet.percentile(100)),
                            "%,d polls".formatted(latencies.count()),
                            "p99 < 20 ms"),
                    new Figure(
                            "1,000,000 entities, polled / alone",
                            "%.2f s, %.2f s".formatted(rounds.median(1), rounds.median(0)),
                            "%.2f".formatted(rounds.ratio(1, 0)),
                            "<= 1.05"));
        }
    }

    private static double importWhilePolled(BenchUnit unit, Path snapshot, Latencies quiet, Latencies latencies)
            throws Exception {
        unit.createCell("bench");
        unit.upload("bench", snapshot);
        Pollers pollers = new Pollers(unit, "bench", CLIENTS);
        Thread.sleep(WARM_UP_MILLIS);
        pollers.countIn(quiet);
        Thread.sleep(QUIET_MILLIS);
        pollers.countIn(latencies);
        double seconds = unit.importSeconds("bench");
        pollers.close();
        unit.deleteCell("bench");
        return seconds;
    }
}
