package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.metric.CountingMetrics;
import io.cellport.metric.Metric;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ImportCountsTest {

    private final CountingMetrics metrics = new CountingMetrics();

    private final ImportCounts counts = new ImportCounts(metrics);

    @Test
    void anAttemptCountsOnlyWhatItHasStoredItself() {
        Consumer<Checkpoint> stored = counts.storedAfter(checkpoint(1_000, 7));

        stored.accept(checkpoint(1_500, 9));
        stored.accept(checkpoint(4_000, 20));
        stored.accept(checkpoint(4_000, 20));

        assertThat(metrics.count(Metric.IMPORT_BYTES)).isEqualTo(3_000);
        assertThat(metrics.count(Metric.IMPORT_ENTRIES)).isEqualTo(13);
    }

    @Test
    void attemptsOfSeveralRunsAddUp() {
        counts.storedAfter(Checkpoint.START).accept(checkpoint(100, 1));
        counts.storedAfter(Checkpoint.START).accept(checkpoint(200, 2));

        assertThat(metrics.count(Metric.IMPORT_BYTES)).isEqualTo(300);
        assertThat(metrics.count(Metric.IMPORT_ENTRIES)).isEqualTo(3);
    }

    private static Checkpoint checkpoint(long bytes, long entries) {
        return new Checkpoint(0, 0, bytes, Map.of("Account", entries));
    }
}
