package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScryptCostTest {

    /** See RFC 7914, section 12. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 16, 1, 1, 77d6576238657b203b19ca42c18a0497",
        "password, NaCl, 1024, 8, 16, fdbabe1c9d3472007856e7190d01e9fe",
        "pleaseletmein, SodiumChloride, 16384, 8, 1, 7023bdcb3afd7348461c06cd81fd38eb"
    })
    void hashesAreThoseOfTheRfc(String password, String salt, int cost, int blockSize, int parallel, String start) {
        byte[] hash = ScryptCost.generate(
                password, salt.getBytes(StandardCharsets.US_ASCII), new ScryptCost(cost, blockSize, parallel), 64);

        assertThat(hash).hasSize(64);
        assertThat(HexFormat.of().formatHex(hash)).startsWith(start);
    }

    @ParameterizedTest
    @CsvSource({
        "0e0801, 16384, 8, 1",
        "100801, 65536, 8, 1",
        "100804, 65536, 8, 4",
        "0f0101, 32768, 1, 1",
        "01ffff, 2, 255, 255",
        "130101, 0, 0, 0",
        "110801, 0, 0, 0",
        "100805, 0, 0, 0",
        "150101, 0, 0, 0",
        "100101, 0, 0, 0",
        "0e0001, 0, 0, 0",
        "0e0800, 0, 0, 0",
        "000801, 0, 0, 0",
        "ff0801, 0, 0, 0",
        "80000801, 0, 0, 0"
    })
    void onlyParametersWithinTheLimitsAreAllowed(String form, int cost, int blockSize, int parallel) {
        int parameters = Integer.parseUnsignedInt(form, 16);

        assertThat(ScryptCost.isAllowed(parameters)).isEqualTo(cost > 0);
        if (cost > 0) {
            assertThat(ScryptCost.of(parameters)).isEqualTo(new ScryptCost(cost, blockSize, parallel));
        }
    }

    @Test
    void memoryDoesNotGrowWithTheParallelizationAndWorkDoes() {
        ScryptCost lanes = new ScryptCost(1 << 14, 8, 3);

        assertThat(lanes.memoryBytes()).isBetween(16L << 20, 18L << 20);
        assertThat(lanes.workBytes()).isEqualTo(3 * (16L << 20));
    }
}
