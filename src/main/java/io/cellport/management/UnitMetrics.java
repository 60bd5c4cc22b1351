package io.cellport.management;

import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** The numbers of one unit, kept by Micrometer. Safe for several threads. */
final class UnitMetrics implements Metrics {

    /** What timers count apart: from a poll that finds all it needs in memory to one that its client gives up. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Map<Series, List<DoubleSupplier>> watched = new ConcurrentHashMap<>();

    private record Series(Metric metric, List<Tag> tags) {

        static Series of(Metric metric, String... labels) {
            if (labels.length != metric.labels().size()) {
                throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
            }
            return new Series(
                    metric,
                    IntStream.range(0, labels.length)
                            .mapToObj(i -> Tag.of(metric.labels().get(i), labels[i]))
                            .toList());
        }

        String name() {
            return metric.dottedName();
        }
    }

    @Override
    public Counter counter(Metric metric, String... labels) {
        Series series = Series.of(metric, labels);
        var counter = io.micrometer.core.instrument.Counter.builder(series.name())
                .description(metric.meaning())
                .tags(series.tags())
                .register(registry);
        return counter::increment;
    }

    @Override
    public Timer timer(Metric metric) {
        var timer = io.micrometer.core.instrument.Timer.builder(metric.dottedName())
                .description(metric.meaning())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void watch(Metric metric, DoubleSupplier value, String... labels) {
        watched.computeIfAbsent(Series.of(metric, labels), this::show).add(value);
    }

    private List<DoubleSupplier> show(Series series) {
        List<DoubleSupplier> parts = new CopyOnWriteArrayList<>();
        if (series.metric().kind() == Metric.Kind.COUNTER) {
            FunctionCounter.builder(series.name(), parts, UnitMetrics::sum)
                    .description(series.metric().meaning())
                    .tags(series.tags())
                    .register(registry);
        } else {
            Gauge.builder(series.name(), parts, UnitMetrics::sum)
                    .description(series.metric().meaning())
                    .tags(series.tags())
                    .register(registry);
        }
        return parts;
    }

    private static double sum(List<DoubleSupplier> parts) {
        return parts.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    }

    /** For numbers that Micrometer finds out by itself. */
    MeterRegistry registry() {
        return registry;
    }

    /** All numbers in the text format of Prometheus. */
    String text() {
        return registry.scrape();
    }
}
