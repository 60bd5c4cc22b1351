package io.cellport.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellport.cli.CellportCommand;
import io.cellport.config.ClusterConfig;
import io.cellport.config.ConfigKey;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.cellport.worker.StopBudgets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators copy names only settings, flags and ports that the server knows. */
class SettingsTest {

    private static final Pattern VARIABLE = Pattern.compile("CELLPORT_[A-Z]\\w*");

    private static final Pattern KEY =
            Pattern.compile("\\b(?:http|management|unit|storage|auth|import|limits|cluster)(?:\\.[a-z]\\w*)+");

    /** Files and hosts that look like keys. */
    private static final Set<String> NOT_KEYS = Set.of("unit.db", "unit.example", "cluster.xml");

    private static final Pattern COMMAND = Pattern.compile("(?:-jar \\S*cellport\\.jar|run\\.sh)((?: [^\\s#)|]+)*)");

    /** Commands of the script itself. */
    private static final Set<String> SCRIPT_COMMANDS = Set.of("build", "release", "cluster-demo");

    private static final Pattern UPSTREAM = Pattern.compile("server cellport-\\d:(\\d+)");

    /** A variable that has to be set by whoever runs compose. */
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{\\w+:\\?.*}");

    @TempDir
    Path directory;

    private static final Map<String, ConfigKey<?>> VARIABLES = new HashMap<>();

    static {
        ConfigKeys.all().forEach(key -> VARIABLES.put(key.environmentVariable(), key));
    }

    @Test
    void everyVariableIsAKey() {
        List<String> variables = matches(VARIABLE, DeployedFiles.texts().stream());

        assertThat(variables).contains("CELLPORT_CLUSTER_SECRET");
        assertThat(VARIABLES.keySet()).containsAll(variables);
    }

    @Test
    void everyKeyThatIsNamedExists() {
        Stream<String> documents = Stream.of("deployment.md", "operations.md", "errors.md", "scaling.md")
                .map(name -> Path.of("docs", name))
                .map(DeployedFiles::text);
        List<String> named = matches(KEY, Stream.concat(documents, DeployedFiles.texts().stream()));

        assertThat(ConfigKeys.all().stream().map(ConfigKey::path))
                .containsAll(
                        named.stream().filter(key -> !NOT_KEYS.contains(key)).toList());
    }

    private static List<String> matches(Pattern pattern, Stream<String> texts) {
        return texts.flatMap(text -> pattern.matcher(text).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    @Test
    void everyCommandLineIsUnderstood() {
        List<String> commands = DeployedFiles.texts().stream()
                .flatMap(text -> COMMAND.matcher(text).results())
                .map(command -> command.group(1).strip())
                .distinct()
                .filter(command -> !SCRIPT_COMMANDS.contains(command))
                .toList();

        assertThat(commands).contains("serve", "verify", "token");
        assertThat(commands)
                .allSatisfy(command -> assertThatCode(
                                () -> CellportCommand.commandLine().parseArgs(command.split(" +")))
                        .as(command)
                        .doesNotThrowAnyException());
    }

    static List<String> configurations() {
        return DeployedFiles.blocks("yaml");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aConfigurationFileOfTheDocumentIsTaken(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("cellport.yaml"), text);
        Map<String, String> secrets = Map.of("CELLPORT_CLUSTER_SECRET", "sixteen characters");

        assertThatCode(() -> ConfigLoader.load(Optional.of(file), secrets, Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void theNodesOfComposeAreOneCluster() throws IOException {
        JsonNode compose = DeployedFiles.yaml(DeployedFiles.COMPOSE).get(0);
        List<String> names = List.of("cellport-1", "cellport-2", "cellport-3");

        for (String name : names) {
            JsonNode service = compose.at("/services/" + name);
            UnitConfig config = load(service.get("environment"));
            ClusterConfig cluster = config.cluster().orElseThrow();
            String address = service.at("/networks/unit/ipv4_address").textValue();

            assertThat(cluster.node()).isEqualTo(name);
            assertThat(cluster.bus().host()).isEqualTo(address);
            assertThat(cluster.bus().members())
                    .contains(address + ":" + cluster.bus().port());
            assertThat(cluster.bus().members()).hasSize(names.size());
            assertThat(config.http().trustedProxies())
                    .containsExactly(compose.at("/services/nginx/networks/unit/ipv4_address")
                            .textValue());
        }
        assertThat(names.stream().map(name -> shared(compose, name)).distinct()).hasSize(1);
    }

    private static JsonNode shared(JsonNode compose, String name) {
        JsonNode environment = compose.at("/services/" + name + "/environment").deepCopy();
        ((ObjectNode) environment).remove(List.of("CELLPORT_CLUSTER_NODE", "CELLPORT_CLUSTER_HOST"));
        return environment;
    }

    private UnitConfig load(JsonNode environment) throws IOException {
        Map<String, String> variables = new HashMap<>();
        environment
                .properties()
                .forEach(variable -> variables.put(
                        variable.getKey(),
                        REQUIRED.matcher(variable.getValue().textValue()).replaceAll("as long as a secret")));
        Path nothing = Files.writeString(directory.resolve("empty.yaml"), "");
        return ConfigLoader.load(Optional.of(nothing), variables, Map.of());
    }

    @Test
    void theBalancerKnowsTheNodesOfComposeByTheirPort() throws IOException {
        JsonNode compose = DeployedFiles.yaml(DeployedFiles.COMPOSE).get(0);
        int port = load(compose.at("/services/cellport-1/environment")).http().port();
        String nginx = DeployedFiles.text(Path.of("deploy", "nginx.conf"));

        assertThat(UPSTREAM.matcher(nginx).results().map(server -> Integer.parseInt(server.group(1))))
                .containsExactly(port, port, port);
    }

    @Test
    void theImageExposesThePortsOfTheDefaultConfiguration() {
        UnitConfig config = ConfigLoader.defaults(Map.of());
        String image = DeployedFiles.text(Path.of("deploy", "Dockerfile"));

        assertThat(image)
                .contains("EXPOSE %d %d "
                        .formatted(config.http().port(), config.management().port()))
                .contains("/dev/tcp/127.0.0.1/%d ".formatted(config.management().port()));
    }

    @Test
    void nobodyKillsANodeThatStopsInOrder() {
        JsonNode compose = DeployedFiles.yaml(DeployedFiles.COMPOSE).get(0);
        String composed = compose.at("/services/cellport-1/stop_grace_period").textValue();
        MatchResult service = Pattern.compile("TimeoutStopSec=(\\d+)s")
                .matcher(DeployedFiles.text(Path.of("deploy", "cellport.service")))
                .results()
                .findFirst()
                .orElseThrow();
        int pods = DeployedFiles.yaml(DeployedFiles.KUBERNETES.resolve("nodes.yaml"))
                .get(0)
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .intValue();

        Duration needed = StopBudgets.PROCESS.plusSeconds(drainSeconds());

        assertThat(Stream.of(
                        Duration.parse("PT" + composed),
                        Duration.ofSeconds(Long.parseLong(service.group(1))),
                        Duration.ofSeconds(pods)))
                .allSatisfy(grace -> assertThat(grace).isGreaterThan(needed));
    }

    private static long drainSeconds() {
        return Long.parseLong(VARIABLES.get("CELLPORT_CLUSTER_DRAIN_SECONDS").defaultText());
    }
}
