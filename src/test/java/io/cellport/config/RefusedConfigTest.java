package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no configuration, and how that is said. */
class RefusedConfigTest extends WrittenConfig {

    @Test
    void anUnknownKeyIsNamedWithItsFile() throws IOException {
        Path file = file("http:\n  prot: 8080\n");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Unknown configuration key http.prot (file %s)", file);
    }

    @Test
    void anUnknownVariableIsNamed() {
        assertThatThrownBy(() -> load(Path.of("conf/cellport.yaml"), Map.of("CELLPORT_HTTP_PROT", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Unknown configuration key CELLPORT_HTTP_PROT (environment)");
    }

    @ParameterizedTest
    @CsvSource({
        "CELLPORT_HTTP_PORT, 65536, http.port",
        "CELLPORT_HTTP_PORT, -1, http.port",
        "CELLPORT_HTTP_PORT, '', http.port",
        "CELLPORT_HTTP_PORT, 8080.0, http.port",
        "CELLPORT_HTTP_EVENT_LOOPS, 4294967297, http.eventLoops",
        "CELLPORT_HTTP_HOST, 'a b', http.host",
        "CELLPORT_HTTP_TRUSTED_PROXIES, proxy.example, http.trustedProxies",
        "CELLPORT_HTTP_TRUSTED_PROXIES, '10.0.0.1,', http.trustedProxies",
        "CELLPORT_HTTP_ALLOWED_ORIGINS, https://a.example/, http.allowedOrigins",
        "CELLPORT_HTTP_ALLOWED_ORIGINS, *, http.allowedOrigins",
        "CELLPORT_MANAGEMENT_PORT, -2, management.port",
        "CELLPORT_MANAGEMENT_HOST, '', management.host",
        "CELLPORT_UNIT_URL, https://unit.example, unit.url",
        "CELLPORT_UNIT_URL, ftp://unit.example/, unit.url",
        "CELLPORT_UNIT_URL, https://u:p@unit.example/, unit.url",
        "CELLPORT_UNIT_PATH_BASED_CELL_URL, yes, unit.pathBasedCellUrl",
        "CELLPORT_STORAGE_DATA, '', storage.data",
        "CELLPORT_LIMITS_SNAPSHOT_BYTES, 16GiB, limits.snapshotBytes",
        "CELLPORT_LIMITS_JSON_DEPTH, 1001, limits.jsonDepth",
    })
    void aBadValueIsNamedWithItsKeyItsRangeAndItsPlace(String variable, String value, String path) {
        assertThatThrownBy(() -> load(Path.of("conf/cellport.yaml"), Map.of(variable, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(path + " must be ")
                .hasMessageEndingWith("not \"%s\" (environment %s)", value, variable);
    }

    @Test
    void aBadValueIsRefusedEvenIfAnotherOverridesIt() throws IOException {
        Path file = file("http:\n  port: none\n");

        assertThatThrownBy(() -> load(file, Map.of("CELLPORT_HTTP_PORT", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.port must be");
    }

    @Test
    void originsThatMayUseTheCookieNeedAUnitOnHttps() throws IOException {
        Path file = file("http:\n  allowedOrigins: [https://a.example]\nunit:\n  url: http://unit.example/\n");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("http.allowedOrigins needs unit.url to be an https URL (file %s)", file);
        assertThat(load(file, Map.of("CELLPORT_UNIT_URL", "https://unit.example/"))
                        .http()
                        .allowedOrigins())
                .containsExactly("https://a.example");
    }

    @Test
    void cellsWithHostNamesOfTheirOwnNeedAUnitUrl() throws IOException {
        Path file = file("unit:\n  pathBasedCellUrl: false\n");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unit.pathBasedCellUrl: false needs unit.url (file %s)", file);
        UnitConfig.Unit unit =
                load(file, Map.of("CELLPORT_UNIT_URL", "https://unit.example/")).unit();
        assertThat(unit.cellUrl("https://unit.example/", "cell1")).isEqualTo("https://cell1.unit.example/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.7/", "https://[2001:db8::1]:8443/"})
    void anAddressHasNoHostNamesForCells(String url) throws IOException {
        Path file = file("unit:\n  pathBasedCellUrl: false\n  url: " + url + "\n");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unit.pathBasedCellUrl: false needs unit.url with a host name (file %s)", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: ''}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: 1}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: e, algorithm: none}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: e, algorithm: HS256}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: e, other: f}",
                "{issuer: a, jwks: b, audience: c, rootClaim: d, rootValue: e}, "
                        + "{issuer: a, jwks: z, audience: c, rootClaim: d, rootValue: e}"
            })
    void anIncompleteOrWrongIssuerIsRefused(String issuers) throws IOException {
        Path file = file("auth:\n  issuers: [" + issuers + "]\n");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("auth.issuers must be a list of objects");
    }

    @ParameterizedTest
    @CsvSource({
        "'http:\n  port: 1\n  port: 2\n', 'is not valid YAML in line 3: '",
        "'http: [\n', 'is not valid YAML in line '",
        "'http: 8080\nunit: {\n', 'is not valid YAML in line '",
        "'- http\n', 'must consist of sections'",
        "'http: 8080\n', 'http must be a section with keys'",
        "'http:\n  port: {a: 1}\n', 'Unknown configuration key http.port.a'",
        "'http:\n  port:\n', 'http.port must be a whole number'",
    })
    void aMalformedFileIsRefused(String text, String message) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileGivenByAFlagMustExist() {
        Path file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The configuration file %s does not exist", file);
    }
}
