package io.cellport.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0"})
    void aServerOnEveryAddressWithoutAUnitUrlIsWarned(String host) throws IOException {
        assertThat(PublicAddress.warning(config(host, "")))
                .hasValueSatisfying(text -> assertThat(text).contains("unit.url is not set", host));
    }

    @Test
    void nobodyElseIs() throws IOException {
        assertThat(PublicAddress.warning(config("0.0.0.0", "https://unit.example/")))
                .isEmpty();
        assertThat(PublicAddress.warning(config("127.0.0.1", ""))).isEmpty();
        assertThat(PublicAddress.warning(config("unit.example", ""))).isEmpty();
    }

    private UnitConfig config(String host, String url) throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"), "http:\n  host: \"%s\"\nunit:\n  url: \"%s\"\n".formatted(host, url));
        return ConfigLoader.load(Optional.of(file), Map.of(), Map.of());
    }
}
