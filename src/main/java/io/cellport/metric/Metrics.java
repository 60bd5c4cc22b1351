package io.cellport.metric;

import java.util.function.DoubleSupplier;

/**
 * Where the parts of a unit leave their numbers. Ask once for a counter or a timer and keep it; using it costs some
 * nanoseconds and never blocks. Values of labels come from a small fixed set: no names, no ids, no tokens. Safe for
 * several threads.
 */
public interface Metrics {

    /** Counts up. */
    @FunctionalInterface
    interface Counter {
        /** Adds an amount of 0 or more. */
        void add(long amount);
    }

    /** Collects how long something takes. */
    @FunctionalInterface
    interface Timer {
        void record(long nanos);
    }

    /**
     * The counter of a metric; the same for the same labels.
     *
     * @param labels a value for each of the metric's labels, in their order
     */
    Counter counter(Metric metric, String... labels);

    /** The timer of a metric. */
    Timer timer(Metric metric);

    /**
     * Reads a number whenever somebody looks: of a gauge the present value, of a counter the count so far. If several
     * parts give a number for the same labels, their sum is shown.
     *
     * @param value called on any thread; must not block
     */
    void watch(Metric metric, DoubleSupplier value, String... labels);

    /** Forgets every number. */
    Metrics NONE = new Metrics() {

        @Override
        public Counter counter(Metric metric, String... labels) {
            return amount -> {};
        }

        @Override
        public Timer timer(Metric metric) {
            return nanos -> {};
        }

        @Override
        public void watch(Metric metric, DoubleSupplier value, String... labels) {}
    };
}
