package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    @TempDir
    Path directory;

    @Test
    void withoutSettingsTheDefaultsHold() {
        UnitConfig config = ConfigLoader.defaults(Map.of());

        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.http())
                .isEqualTo(new UnitConfig.Http(
                        "127.0.0.1", 8080, 0, List.of("127.0.0.1", "::1"), List.of(), Duration.ofSeconds(75), 0));
        assertThat(config.management()).isEqualTo(new UnitConfig.Management("127.0.0.1", 9000));
        assertThat(config.unit()).isEqualTo(new UnitConfig.Unit(Optional.empty(), true, false));
        assertThat(config.auth()).isEqualTo(new UnitConfig.Auth(10_000, 0, Duration.ofSeconds(60), "null", List.of()));
        assertThat(config.importing()).isEqualTo(new UnitConfig.Importing(2, 3, 30, Duration.ofSeconds(30)));
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void theShippedFileChangesNothing() {
        assertThat(load(Path.of("conf/cellport.yaml"), Map.of())).isEqualTo(ConfigLoader.defaults(Map.of()));
    }

    @Test
    void theShippedFileListsEveryKeyInOrderWithACommentAndItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("conf/cellport.yaml"));
        Map<String, String> texts = ConfigFile.read(Path.of("conf/cellport.yaml"));

        assertThat(texts.keySet())
                .containsExactlyElementsOf(
                        ConfigKeys.all().stream().map(ConfigKey::path).toList());
        for (ConfigKey<?> key : ConfigKeys.all()) {
            assertThat(texts).containsEntry(key.path(), key.defaultText());
            String name = key.path().substring(key.path().indexOf('.') + 1);
            int line = indexOf(lines, "  " + name + ":");
            assertThat(lines.get(line - 1)).as("the line above %s", name).startsWith("  # ");
        }
    }

    @Test
    void theBundledFileIsUsedWhereThereIsNoOther() {
        assertThat(ConfigLoader.load(Optional.empty(), Map.of(), Map.of())).isEqualTo(ConfigLoader.defaults(Map.of()));
    }

    @Test
    void aFileMayLeaveKeysAndSectionsOut() throws IOException {
        UnitConfig config = load(file("http:\n  port: 9000\nunit:\n"), Map.of());

        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void aKeyWithDotsMayBeASectionInTheSection() throws IOException {
        String common = "cluster:\n  enabled: true\n  secret: sixteen characters\n  blobs: /b\n";
        UnitConfig dotted = load(file(common + "  database.url: postgresql://db/cells\n"), Map.of());
        UnitConfig nested = load(file(common + "  database:\n    url: postgresql://db/cells\n"), Map.of());

        assertThat(nested).isEqualTo(dotted);
        assertThat(nested.cluster().orElseThrow().database().url()).isEqualTo("jdbc:postgresql://db/cells");
    }

    @Test
    void anEmptyFileSetsNothing() throws IOException {
        assertThat(load(file("# nothing\n"), Map.of())).isEqualTo(ConfigLoader.defaults(Map.of()));
    }

    @Test
    void theEnvironmentWinsOverTheFileAndFlagsWinOverBoth() throws IOException {
        Path file = file("http:\n  host: one\n  port: 1\n  eventLoops: 1\n");
        Map<String, String> environment = Map.of("CELLPORT_HTTP_PORT", "2", "CELLPORT_HTTP_EVENT_LOOPS", "2");

        UnitConfig config = ConfigLoader.load(Optional.of(file), environment, Map.of(ConfigKeys.HTTP_PORT, "3"));

        assertThat(config.http().host()).isEqualTo("one");
        assertThat(config.http().eventLoops()).isEqualTo(2);
        assertThat(config.http().port()).isEqualTo(3);
    }

    @Test
    void listsAreSequencesInAFileAndCommaSeparatedElsewhere() throws IOException {
        Path file = file("http:\n  trustedProxies: [10.0.0.1, \"::1\"]\nunit:\n  url: https://unit.example/\n");
        Map<String, String> environment = Map.of("CELLPORT_HTTP_ALLOWED_ORIGINS", "https://a.example, http://b:81");

        UnitConfig.Http http = load(file, environment).http();

        assertThat(http.trustedProxies()).containsExactly("10.0.0.1", "::1");
        assertThat(http.allowedOrigins()).containsExactly("https://a.example", "http://b:81");
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

    @Test
    void issuersAreObjectsInAFileAndInTheEnvironment() throws IOException {
        Issuer one = new Issuer("https://id.example", "keys.json", "cellport", "RS256", "groups", "root, or more");
        Issuer two = new Issuer("two", "https://two.example/jwks", "cellport", "ES256", "/a/b", "x");
        Path file = file("""
                auth:
                  issuers:
                    - issuer: https://id.example
                      jwks: keys.json
                      audience: cellport
                      rootClaim: groups
                      rootValue: root, or more
                    - {issuer: two, jwks: "https://two.example/jwks", audience: cellport, algorithm: ES256,
                       rootClaim: /a/b, rootValue: x}
                """);
        String text = "{\"issuer\":\"two\",\"jwks\":\"https://two.example/jwks\",\"audience\":\"cellport\","
                + "\"algorithm\":\"ES256\",\"rootClaim\":\"/a/b\",\"rootValue\":\"x\"}";

        assertThat(load(file, Map.of()).auth().issuers()).containsExactly(one, two);
        assertThat(load(file, Map.of("CELLPORT_AUTH_ISSUERS", text)).auth().issuers())
                .containsExactly(two);
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

    @Test
    void variablesOfOtherProgramsAreIgnored() {
        Map<String, String> environment = Map.of("PATH", "/bin", "CELLPORT_JAVA_OPTS", "-Xmx128m");

        assertThat(load(Path.of("conf/cellport.yaml"), environment)).isEqualTo(ConfigLoader.defaults(Map.of()));
    }

    @Test
    void variablesOfKubernetesServicesAreIgnored() {
        Map<String, String> environment = Map.of(
                "CELLPORT_SERVICE_HOST", "10.0.0.1",
                "CELLPORT_SERVICE_PORT", "8080",
                "CELLPORT_SERVICE_PORT_HTTP", "8080",
                "CELLPORT_PORT", "tcp://10.0.0.1:8080",
                "CELLPORT_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "CELLPORT_PORT_8080_TCP_PROTO", "tcp",
                "CELLPORT_PORT_8080_TCP_PORT", "8080",
                "CELLPORT_PORT_8080_TCP_ADDR", "10.0.0.1",
                "CELLPORT_HTTP_PORT", "tcp://10.0.0.2:80",
                "CELLPORT_HTTP_SERVICE_HOST", "10.0.0.2");

        assertThat(load(Path.of("conf/cellport.yaml"), environment)).isEqualTo(ConfigLoader.defaults(Map.of()));
    }

    @Test
    void noKeyLooksLikeAService() {
        assertThat(ConfigKeys.all())
                .noneMatch(key -> ServiceLinks.isLink(key.environmentVariable(), key.defaultText()));
        assertThatThrownBy(() -> load(Path.of("conf/cellport.yaml"), Map.of("CELLPORT_PORT", "8080")))
                .hasMessage("Unknown configuration key CELLPORT_PORT (environment)");
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

    @ParameterizedTest
    @CsvSource({
        "'http:\n  port: 1\n  port: 2\n', 'is not valid YAML in line 3: '",
        "'http: [\n', 'is not valid YAML in line '",
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
    void aBadValueIsRefusedEvenIfAnotherOverridesIt() throws IOException {
        Path file = file("http:\n  port: none\n");

        assertThatThrownBy(() -> load(file, Map.of("CELLPORT_HTTP_PORT", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.port must be");
    }

    @Test
    void aFileGivenByAFlagMustExist() {
        Path file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The configuration file %s does not exist", file);
    }

    @Test
    void theTableForDocumentsHasARowForEveryKey() {
        assertThat(ConfigTable.markdown().lines()).hasSize(2 + ConfigKeys.all().size());
        assertThat(ConfigTable.markdown())
                .contains("| `import.maxAttempts` | `3` | a whole number from 1 to 100 | attempts before");
    }

    private static UnitConfig load(Path file, Map<String, String> environment) {
        return ConfigLoader.load(Optional.of(file), environment, Map.of());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("cellport.yaml"), text);
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line " + start);
    }
}
