package io.cellport.exports.exporter;

import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Failed;
import io.cellport.metric.Metric;
import io.cellport.metric.Metrics;
import io.cellport.metric.Metrics.Counter;
import java.util.Locale;

/** Counts what exports have read and how they have ended. Safe for several threads. */
final class ExportCounts {

    private static final String NO_CODE = "";

    private final Metrics metrics;
    private final Counter bytes;

    ExportCounts(Metrics metrics) {
        this.metrics = metrics;
        this.bytes = metrics.counter(Metric.EXPORT_BYTES);
    }

    void read(long count) {
        bytes.add(count);
    }

    /** Counts an export whose end is in the journal. */
    void ended(Ended end) {
        String code = end instanceof Failed failed ? failed.error().code().code() : NO_CODE;
        metrics.counter(Metric.EXPORTS_ENDED, end.name().toLowerCase(Locale.ROOT), code)
                .add(1);
    }
}
