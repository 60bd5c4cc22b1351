package io.cellport.storage.postgres;

import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import io.cellport.metric.Metrics.Timer;
import java.sql.SQLException;

/** Measures the reads of another source. Blocks; for one thread. */
public final class MeasuredEpochSource implements EpochSource {

    private final EpochSource source;
    private final Timer reads;
    private final Counter failures;

    public MeasuredEpochSource(EpochSource source, Metrics metrics) {
        this.source = source;
        this.reads = metrics.timer(Metric.EPOCH_READ);
        this.failures = metrics.counter(Metric.EPOCH_READ_FAILURES);
    }

    @Override
    public void read() throws SQLException {
        long begun = System.nanoTime();
        boolean done = false;
        try {
            source.read();
            done = true;
        } finally {
            reads.record(System.nanoTime() - begun);
            failures.add(done ? 0 : 1);
        }
    }
}
