package io.cellport.cli.server;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.auth.key.KeyFile;
import io.cellport.cli.exit.CommandException;
import io.cellport.config.ConfigBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTokensTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path data;

    @Test
    void theConfiguredUrlWinsOverTheWrittenOne() throws IOException {
        new KeyFile(data).open();
        assertThat(issuerOf(config(data).port(8080))).isEqualTo("http://127.0.0.1:8080/");

        Files.writeString(data.resolve("unit-url"), "http://written.example/\n");
        assertThat(issuerOf(config(data))).isEqualTo("http://written.example/");
        assertThat(issuerOf(config(data).url("https://configured.example/"))).isEqualTo("https://configured.example/");
    }

    @Test
    void aMissingKeyIsReportedAndNotCreated() {
        assertThatThrownBy(() -> UnitTokens.issuer(config(data).build()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("There is no unit key in " + data);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDamagedKeyIsReportedWithoutItsContent() throws IOException {
        Files.writeString(data.resolve("unit-key.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");

        assertThatThrownBy(() -> UnitTokens.issuer(config(data).build()))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("The unit's keys cannot be used: ")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80/",
        "unit.example, http://unit.example:80/",
        "::1, http://[::1]:80/",
        "2001:db8::1, http://[2001:db8::1]:80/"
    })
    void anIpv6AddressStandsInBrackets(String host, String url) {
        assertThat(HttpAddress.url(host, 80)).isEqualTo(url);
    }

    private static String issuerOf(ConfigBuilder config) {
        String payload = UnitTokens.issuer(config.build()).unitToken(MINUTE).split("\\.", -1)[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getString("iss");
    }
}
