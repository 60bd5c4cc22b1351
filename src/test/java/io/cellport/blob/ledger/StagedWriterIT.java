package io.cellport.blob.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.blob.Blob;
import io.cellport.blob.BlobId;
import io.cellport.blob.BlobWriter;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.postgres.RefusedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long an upload is waited for. */
class StagedWriterIT extends CollectedBlobs {

    @Test
    void anUploadThatGoesOnForDaysIsKept() {
        try (StagedWriter slow = begun()) {
            for (int hour = 0; hour < 100; hour++) {
                pass(Duration.ofHours(1));
                slow.write(ByteBuffer.wrap("more ".getBytes(UTF_8)));
                collector.collect();
            }
            Blob blob = slow.commit();

            store(blob);
            assertThat(stored()).containsExactly(blob.id());
        }
    }

    @Test
    void anUploadGivesAtMostOneSignOfLifeAMinute() {
        try (StagedWriter writer = begun()) {
            Instant begun = clock.now();
            pass(StagedWriter.TOUCH_EVERY.minusMillis(1));
            writer.write(ByteBuffer.wrap("a".getBytes(UTF_8)));
            assertThat(touched(writer.id())).isEqualTo(begun);

            pass(Duration.ofMillis(1));
            writer.write(ByteBuffer.wrap("b".getBytes(UTF_8)));
            assertThat(touched(writer.id())).isEqualTo(clock.now());
        }
    }

    private Instant touched(BlobId blob) {
        return Instant.ofEpochMilli(sql.number("SELECT touched_at FROM blob WHERE name = ?", blob.name())
                .orElseThrow());
    }

    @Test
    void anUploadWithoutASignOfLifeIsGivenUpAndCannotBeStoredAnyMore() {
        Blob silent = staged();

        clock.advance(Collector.SILENCE.plusMillis(1));
        collector.collect();

        assertThatThrownBy(() -> store(silent)).isInstanceOf(RefusedException.class);
        assertThat(stored()).containsExactly(silent.id());
        clock.advance(GRACE);
        collector.collect();
        assertThat(stored()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void anUploadIntoADeletedCellEndsAtItsNextSignOfLife() {
        try (StagedWriter writer = begun()) {
            sql.call("delete_cell(?, false)", CELL);
            pass(StagedWriter.TOUCH_EVERY);

            assertThatThrownBy(() -> writer.write(ByteBuffer.wrap("a".getBytes(UTF_8))))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.PR404_DV_0003));
        }
    }

    @Test
    void anUploadThatIsClosedTooEarlyIsGivenUpAtOnce() {
        try (BlobWriter writer = begun()) {
            writer.write(ByteBuffer.wrap("half of".getBytes(UTF_8)));
        }

        clock.advance(GRACE);
        collector.collect();

        assertThat(rows()).isZero();
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanoTime.addAndGet(time.toNanos());
    }
}
