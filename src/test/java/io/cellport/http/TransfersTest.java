package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.metric.Metrics;
import io.vertx.core.Promise;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransfersTest {

    private final Transfers uploads = Transfers.uploads(Metrics.NONE);

    @AfterEach
    void shutDown() {
        TestUnit.await(uploads.shutDown());
    }

    @Test
    void allTogetherHoldALimitedNumberOfBytes() {
        Promise<Void> end = Promise.promise();
        int alone = uploads.share();
        int first = begin(end, 1);
        int together = begin(end, 99);

        assertThat(first).isEqualTo(alone).isGreaterThan(100 * 1024);
        assertThat(100L * together).isLessThanOrEqualTo(2 << 20);
        end.complete();
        assertThat(uploads.share()).isEqualTo(alone);
    }

    /** The share of each when so many more have begun. */
    private int begin(Promise<Void> end, int count) {
        IntStream.range(0, count).forEach(i -> uploads.begin("cell" + i % 8, () -> end.future()));
        return uploads.share();
    }
}
