package io.cellport.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.metric.Metric;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnitMetricsTest {

    private final UnitMetrics metrics = new UnitMetrics();

    @Test
    void aCounterIsTheSameForTheSameLabels() {
        metrics.counter(Metric.SNAPSHOT_BYTES, "upload").add(3);
        metrics.counter(Metric.SNAPSHOT_BYTES, "upload").add(4);
        metrics.counter(Metric.SNAPSHOT_BYTES, "download").add(5);

        assertThat(metrics.text())
                .contains("\ncellport_snapshot_bytes_total{direction=\"upload\"} 7.0\n")
                .contains("\ncellport_snapshot_bytes_total{direction=\"download\"} 5.0\n");
    }

    @Test
    void whatSeveralPartsGiveIsAddedUp() {
        metrics.watch(Metric.POLLS_HELD, () -> 3);
        metrics.watch(Metric.POLLS_HELD, () -> 4);
        metrics.watch(Metric.POOL_REFUSED, () -> 5, "a");
        metrics.watch(Metric.POOL_REFUSED, () -> 6, "a");

        assertThat(metrics.text())
                .contains("\ncellport_polls_held 7.0\n")
                .contains("\ncellport_pool_refused_total{pool=\"a\"} 11.0\n");
    }

    @Test
    void aTimerCountsWhatTookNoLongerThanItsBounds() {
        metrics.timer(Metric.POLL).record(TimeUnit.MICROSECONDS.toNanos(900));
        metrics.timer(Metric.POLL).record(TimeUnit.MILLISECONDS.toNanos(20));
        metrics.timer(Metric.POLL).record(TimeUnit.SECONDS.toNanos(11));

        assertThat(metrics.text())
                .contains("\ncellport_poll_seconds_bucket{le=\"0.001\"} 1\n")
                .contains("\ncellport_poll_seconds_bucket{le=\"0.005\"} 1\n")
                .contains("\ncellport_poll_seconds_bucket{le=\"0.02\"} 2\n")
                .contains("\ncellport_poll_seconds_bucket{le=\"10.0\"} 2\n")
                .contains("\ncellport_poll_seconds_bucket{le=\"+Inf\"} 3\n")
                .contains("\ncellport_poll_seconds_count 3\n");
    }

    @Test
    void aMetricHasItsLabelsAndNoOthers() {
        assertThatThrownBy(() -> metrics.counter(Metric.SNAPSHOT_BYTES)).hasMessageContaining("direction");
        assertThatThrownBy(() -> metrics.watch(Metric.POLLS_HELD, () -> 1, "cell"))
                .hasMessageContaining("POLLS_HELD");
    }
}
