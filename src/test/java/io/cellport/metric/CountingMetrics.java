package io.cellport.metric;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Metrics whose counters a test can read. */
public final class CountingMetrics implements Metrics {

    private final Map<List<Object>, Long> counts = new ConcurrentHashMap<>();

    /** What was counted for these labels. */
    public long count(Metric metric, String... labels) {
        return counts.getOrDefault(key(metric, labels), 0L);
    }

    @Override
    public Counter counter(Metric metric, String... labels) {
        return amount -> counts.merge(key(metric, labels), amount, Long::sum);
    }

    private static List<Object> key(Metric metric, String... labels) {
        return List.of(metric, List.of(labels));
    }

    @Override
    public Timer timer(Metric metric) {
        return nanos -> {};
    }

    @Override
    public void watch(Metric metric, DoubleSupplier value, String... labels) {}
}
