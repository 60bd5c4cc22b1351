package io.cellport.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeyTest {

    @Test
    void generatedKeysAreFourAndTwentyTwoCharactersAndDiffer() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String key = RequestKey.generate();
            assertThat(key).matches("[A-Za-z0-9_-]{4}_[A-Za-z0-9_-]{22}");
            assertThat(RequestKey.isValid(key)).isTrue();
            keys.add(key);
        }
        assertThat(keys).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "PCS-123", "_-_", "azAZ09"})
    void goodKeys(String key) {
        assertThat(RequestKey.isValid(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a!", "é", "a\n", "a/b", "a.b", "[", "`", "{", "@"})
    void badKeys(String key) {
        assertThat(RequestKey.isValid(key)).isFalse();
    }

    @Test
    void aKeyHasAtMost128Characters() {
        assertThat(RequestKey.isValid("x".repeat(128))).isTrue();
        assertThat(RequestKey.isValid("x".repeat(129))).isFalse();
    }
}
