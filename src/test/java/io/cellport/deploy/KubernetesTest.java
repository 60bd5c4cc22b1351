package io.cellport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.cellport.config.ClusterConfig;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.cellport.management.Management;
import io.cellport.management.ManagementClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests fit together, and to the server. */
class KubernetesTest {

    private static final JsonNode KUSTOMIZATION = DeployedFiles.yaml(
                    DeployedFiles.KUBERNETES.resolve("kustomization.yaml"))
            .get(0);

    private static final List<JsonNode> OBJECTS = DeployedFiles.files(DeployedFiles.KUBERNETES).stream()
            .flatMap(file -> DeployedFiles.yaml(file).stream())
            .filter(object -> !object.equals(KUSTOMIZATION))
            .toList();

    private static final JsonNode NODES = ofKind("StatefulSet").findFirst().orElseThrow();

    private static final JsonNode POD = NODES.at("/spec/template");

    private static final JsonNode CONTAINER = POD.at("/spec/containers/0");

    @TempDir
    Path directory;

    private static Stream<JsonNode> ofKind(String kind) {
        return OBJECTS.stream().filter(object -> object.at("/kind").textValue().equals(kind));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Test
    void everyObjectHasAVersionAKindAndANameOfItsOwn() {
        assertThat(OBJECTS).allSatisfy(object -> {
            assertThat(object.at("/apiVersion").textValue()).matches("([a-z0-9.]+/)?v1");
            assertThat(object.at("/metadata/name").textValue()).matches("[a-z][a-z0-9-]*");
        });
        assertThat(OBJECTS.stream().map(object -> object.at("/kind") + " " + object.at("/metadata/name")))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void theKustomizationAppliesEveryFile() {
        List<String> applied = elements(KUSTOMIZATION.get("resources"))
                .map(JsonNode::textValue)
                .toList();

        assertThat(DeployedFiles.files(DeployedFiles.KUBERNETES).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("kustomization.yaml")))
                .containsExactlyInAnyOrderElementsOf(applied);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/selector/matchLabels",
                "/spec/podSelector/matchLabels",
                "/spec/selector/app.kubernetes.io~1name",
                "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels",
            })
    void whatSelectsPodsSelectsTheNodes(String path) {
        JsonNode labels = POD.at("/metadata/labels");
        List<JsonNode> selectors = OBJECTS.stream()
                .map(object -> object.at(path))
                .filter(selector -> !selector.isMissingNode())
                .toList();

        assertThat(selectors)
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(selector).isIn(labels, labels.get("app.kubernetes.io/name")));
    }

    @Test
    void everyPortThatIsReferredToIsOneOfTheContainer() {
        List<String> ports = elements(CONTAINER.get("ports"))
                .map(port -> port.get("name").textValue())
                .toList();
        Stream<JsonNode> services = ofKind("Service")
                .flatMap(service -> elements(service.at("/spec/ports")))
                .map(port -> port.get("targetPort"));
        Stream<JsonNode> policies = ofKind("NetworkPolicy")
                .flatMap(policy -> elements(policy.at("/spec/ingress")))
                .flatMap(rule -> elements(rule.get("ports")))
                .map(port -> port.get("port"));
        Stream<JsonNode> probes = probes().map(probe -> probe.at("/httpGet/port"));

        assertThat(Stream.of(services, policies, probes).flatMap(all -> all).map(JsonNode::textValue))
                .isNotEmpty()
                .isSubsetOf(ports);
    }

    private static Stream<JsonNode> probes() {
        return Stream.of("startupProbe", "livenessProbe", "readinessProbe").map(CONTAINER::get);
    }

    @Test
    void thePortsAreThoseThatANodeListensOn() throws IOException {
        UnitConfig config = config();
        int members = config.cluster().orElseThrow().bus().port();

        assertThat(elements(CONTAINER.get("ports"))
                        .map(port -> port.get("containerPort").intValue()))
                .containsExactly(config.http().port(), config.management().port(), members, members + 1);
    }

    @Test
    void aPodFindsTheOthersByTheirNames() throws IOException {
        ClusterConfig.Bus bus = config().cluster().orElseThrow().bus();
        String service = NODES.at("/spec/serviceName").textValue();

        assertThat(ofKind("Service")
                        .filter(one -> "None".equals(one.at("/spec/clusterIP").textValue()))
                        .map(one -> one.at("/metadata/name").textValue()))
                .containsExactly(service);
        assertThat(bus.members())
                .containsExactly(
                        "cellport-0." + service + ":" + bus.port(),
                        "cellport-1." + service + ":" + bus.port(),
                        "cellport-2." + service + ":" + bus.port());
        assertThat(NODES.at("/spec/replicas").intValue())
                .isEqualTo(bus.members().size());
    }

    /** What a pod gets: the ConfigMap, what Kubernetes knows, and texts in the place of secrets. */
    private UnitConfig config() throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("CELLPORT_HTTP_HOST", "0.0.0.0"));
        JsonNode map = ofKind("ConfigMap").findFirst().orElseThrow();
        assertThat(CONTAINER.at("/envFrom/0/configMapRef/name")).isEqualTo(map.at("/metadata/name"));
        map.get("data")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().textValue()));
        elements(CONTAINER.get("env"))
                .map(variable -> variable.get("name").textValue())
                .forEach(name ->
                        variables.put(name, "CELLPORT_CLUSTER_HOST".equals(name) ? "10.1.2.3" : "text-of-the-pod-0"));
        Path nothing = Files.writeString(directory.resolve("empty.yaml"), "");
        return ConfigLoader.load(Optional.of(nothing), variables, Map.of());
    }

    @Test
    void noSecretStandsInAFile() {
        assertThat(ofKind("Secret")).isEmpty();
        assertThat(elements(CONTAINER.get("env"))
                        .filter(variable -> variable.get("name").textValue().matches(".*(PASSWORD|SECRET|KEY).*")))
                .hasSize(4)
                .allSatisfy(variable -> assertThat(
                                variable.at("/valueFrom/secretKeyRef/name").textValue())
                        .isEqualTo("cellport"));
        assertThat(ofKind("ConfigMap").flatMap(map -> map.get("data").properties().stream()))
                .noneMatch(entry -> entry.getKey().matches(".*(PASSWORD|SECRET|_KEY).*"));
    }

    static List<String> probePaths() {
        return probes().map(probe -> probe.at("/httpGet/path").textValue())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("probePaths")
    void theServerHasWhatProbesAskFor(String path) {
        Vertx vertx = Vertx.vertx();
        Management management = new Management(new UnitConfig.Management("127.0.0.1", 0), vertx);
        try {
            management.open();
            management.readiness().serving();

            assertThat(new ManagementClient(management.port().orElseThrow())
                            .get(path)
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            management.close();
            vertx.close().await();
        }
    }

    @Test
    void aNodeRunsWithoutRights() {
        assertThat(POD.at("/spec/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(CONTAINER.at("/securityContext/readOnlyRootFilesystem").booleanValue())
                .isTrue();
        assertThat(CONTAINER.at("/securityContext/allowPrivilegeEscalation")).isEqualTo(BooleanNode.FALSE);
        assertThat(DeployedFiles.text(Path.of("deploy", "Dockerfile")))
                .contains("USER %s:"
                        .formatted(POD.at("/spec/securityContext/runAsUser").asText()));
    }
}
