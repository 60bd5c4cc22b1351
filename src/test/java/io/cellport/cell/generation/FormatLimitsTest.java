package io.cellport.cell.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.config.ConfigException;
import io.cellport.config.ConfigLoader;
import io.cellport.config.Limits;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No limit can be set higher than the format of generations goes. */
class FormatLimitsTest {

    private static final long LARGEST_FILE = (long) FileChunk.CHUNK_BYTES << FileChunk.CHUNK_BITS;

    /** Pages are numbered with 32 bits, two numbers left out (see "Limits in SQLite"). */
    private static final long LARGEST_GENERATION = 8_192 * ((1L << 32) - 2);

    @Test
    void theLargestEntryFitsIntoTheNumbersOfItsPieces() {
        assertThat(limits("CELLPORT_LIMITS_ENTRY_BYTES", LARGEST_FILE).entryBytes())
                .isEqualTo(LARGEST_FILE);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> limits("CELLPORT_LIMITS_ENTRY_BYTES", LARGEST_FILE + 1))
                .withMessageContaining("must be a whole number from 1 to ");
    }

    @Test
    void aSnapshotFitsIntoOneDatabaseWithItsIndexes() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> limits("CELLPORT_LIMITS_INFLATED_BYTES", LARGEST_GENERATION / 2 + 1))
                .withMessageContaining("must be a whole number from 1 to ");
    }

    private static Limits limits(String key, long value) {
        return ConfigLoader.load(Optional.empty(), Map.of(key, Long.toString(value)), Map.of())
                .limits();
    }
}
