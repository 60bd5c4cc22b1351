package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    private static final String TAG = "\"1-1372742704414\"";

    @ParameterizedTest
    @ValueSource(strings = {"*", TAG, "W/" + TAG, "\"x\", " + TAG, "\"x\",W/" + TAG + ",\"y\"", " * "})
    void theTagIsNamed(String header) {
        assertThat(EntityTags.names(header, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"2-1372742704414\"", "1-1372742704414", "w/" + TAG, "W/\"x\"", ","})
    void theTagIsNotNamed(String header) {
        assertThat(EntityTags.names(header, TAG)).isFalse();
    }
}
