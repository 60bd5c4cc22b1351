package io.cellport.bench;

import io.cellport.config.UnitConfig;
import io.cellport.management.Management;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * {@code GET {cell}/__import} of a unit that counts what it does, beside one that does not; and what one poll counts,
 * alone.
 */
final class MetricsCost implements Benchmark {

    private static final String AIM = "<= 1.02";
    private static final long WARM_UP_SECONDS = 20;
    private static final long SECONDS = 2;
    private static final int ROUNDS = 15;
    private static final int POLLS = 5_000_000;

    @Override
    public List<Figure> run() throws Exception {
        try (BenchUnit counting = new BenchUnit(true);
                BenchUnit silent = new BenchUnit(false)) {
            counting.createCell("idle");
            silent.createCell("idle");
            return compare(
                    new HttpLoad(counting.port(), "/idle/__import", counting.token()),
                    new HttpLoad(silent.port(), "/idle/__import", silent.token()));
        }
    }

    /** Processor time, because the load shares the processors with the server. */
    private static List<Figure> compare(HttpLoad counting, HttpLoad silent) throws Exception {
        counting.perSecond(WARM_UP_SECONDS);
        silent.perSecond(WARM_UP_SECONDS);
        Rounds rounds = new Rounds()
                .with("counting", () -> microsOf(counting))
                .with("silent", () -> microsOf(silent))
                .with("alone", MetricsCost::microsOfCounting)
                .run(ROUNDS, true);
        double poll = rounds.median(1);
        double alone = rounds.median(2);
        return List.of(
                new Figure(
                        "status with metrics / without",
                        "%.2f us cpu, %.2f us".formatted(rounds.median(0), poll),
                        "%.3f".formatted(rounds.ratio(0, 1)),
                        AIM),
                new Figure(
                        "status and what it counts / status",
                        "%.3f us cpu, %.2f us".formatted(alone, poll),
                        "%.3f".formatted(1 + alone / poll),
                        AIM));
    }

    private static double microsOf(HttpLoad load) throws Exception {
        load.perSecond(SECONDS);
        return load.serverMicros();
    }

    /** What a poll does for the metrics: it looks at the clock twice, records the time, and counts the request. */
    private static double microsOfCounting() {
        Vertx vertx = Vertx.vertx();
        try {
            Metrics metrics = new Management(new UnitConfig.Management("127.0.0.1", 0), vertx).metrics();
            Metrics.Timer polls = metrics.timer(Metric.POLL);
            Metrics.Counter requests = metrics.counter(Metric.REQUESTS, "GET", "CellImport", "2xx");
            long cpuBefore = Cpu.ofProcessNanos();
            for (int i = 0; i < POLLS; i++) {
                long begun = System.nanoTime();
                polls.record(System.nanoTime() - begun);
                requests.add(1);
            }
            return (Cpu.ofProcessNanos() - cpuBefore) / 1e3 / POLLS;
        } finally {
            vertx.close().await();
        }
    }
}
