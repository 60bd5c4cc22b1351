package io.cellport.bench;

import java.util.ArrayList;
import java.util.List;

/** How long answers took. Safe for several threads. */
final class Latencies {

    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long value) {
        nanos.add(value);
    }

    synchronized int count() {
        return nanos.size();
    }

    /** Milliseconds that this many percent of the answers did not exceed. */
    synchronized double percentile(int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(Math.max(0, sorted.size() * percent / 100 - 1)) / 1e6;
    }
}
