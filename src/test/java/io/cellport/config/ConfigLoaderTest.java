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

/** What a configuration says, and where. */
class ConfigLoaderTest extends WrittenConfig {

    @Test
    void withoutSettingsTheDefaultsHold() {
        UnitConfig config = ConfigLoader.defaults(Map.of());

        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.http())
                .isEqualTo(new UnitConfig.Http(
                        "127.0.0.1", 8080, 0, List.of("127.0.0.1", "::1"), List.of(), Duration.ofSeconds(75), 0, true));
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

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line " + start);
    }

    @Test
    void theTableForDocumentsHasARowForEveryKey() {
        assertThat(ConfigTable.markdown().lines()).hasSize(2 + ConfigKeys.all().size());
        assertThat(ConfigTable.markdown())
                .contains("| `import.maxAttempts` | `3` | a whole number from 1 to 100 | attempts before");
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

    @Test
    void variablesOfOtherProgramsAreIgnored() {
        Map<String, String> environment = Map.of(
                "PATH", "/bin", "CELLPORT_JAVA_OPTS", "-Xmx128m", "CELLPORT_URL", "http://u/", "CELLPORT_TOKEN", "t");

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
}
