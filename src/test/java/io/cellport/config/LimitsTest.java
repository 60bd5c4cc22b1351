package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

    private static final Pattern RANGE = Pattern.compile("a whole number from (\\d+) to (\\d+)");

    @Test
    void everyLimitHasAKey() {
        assertThat(Limits.KEYS).hasSameSizeAs(Limits.class.getRecordComponents());
        assertThat(Limits.KEYS)
                .extracting(key -> key.path().substring("limits.".length()))
                .containsExactly(Stream.of(Limits.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aLimitAcceptsOnlyValuesInItsRange(ConfigKey<?> key) {
        MatchResult range = RANGE.matcher(key.allowed()).results().findFirst().orElseThrow();
        BigInteger least = new BigInteger(range.group(1));
        BigInteger greatest = new BigInteger(range.group(2));

        assertThat(new BigInteger(key.defaultText())).isBetween(least, greatest);
        assertThat(configured(key, least)).isEqualTo(least);
        assertThat(configured(key, greatest)).isEqualTo(greatest);
        for (BigInteger outside : List.of(
                least.subtract(BigInteger.ONE),
                greatest.add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(63),
                BigInteger.ONE.shiftLeft(32).add(least))) {
            if (outside.compareTo(least) < 0 || outside.compareTo(greatest) > 0) {
                assertThatExceptionOfType(ConfigException.class)
                        .isThrownBy(() -> configured(key, outside))
                        .withMessageStartingWith(key.path() + " must be a whole number from " + least);
            }
        }
    }

    static List<ConfigKey<?>> keys() {
        return Limits.KEYS;
    }

    /** What the limit becomes when its variable has a value. */
    private static BigInteger configured(ConfigKey<?> key, BigInteger value) {
        Map<String, String> environment = Map.of(key.environmentVariable(), value.toString());
        Limits limits =
                ConfigLoader.load(Optional.empty(), environment, Map.of()).limits();
        try {
            String name = key.path().substring("limits.".length());
            Object actual = Limits.class.getMethod(name).invoke(limits);
            return new BigInteger(actual.toString());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a limit without an accessor of its name", e);
        }
    }
}
