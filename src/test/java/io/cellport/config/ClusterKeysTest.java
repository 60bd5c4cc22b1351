package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterKeysTest {

    private static final String SECRET = "a secret of the nodes";

    private static Map<String, String> complete() {
        return new HashMap<>(Map.of(
                "CELLPORT_CLUSTER_ENABLED", "true",
                "CELLPORT_CLUSTER_NODE", "a",
                "CELLPORT_CLUSTER_DATABASE_URL", "postgresql://db:5432/cellport",
                "CELLPORT_CLUSTER_DATABASE_PASSWORD", "pass of the database",
                "CELLPORT_CLUSTER_SECRET", SECRET,
                "CELLPORT_CLUSTER_BLOBS", "/mnt/blobs"));
    }

    private static Optional<ClusterConfig> load(Map<String, String> environment) {
        return ConfigLoader.load(Optional.empty(), environment, Map.of()).cluster();
    }

    @Test
    void aServerIsNoNodeUnlessItIsToldTo() {
        assertThat(load(Map.of())).isEmpty();
        assertThat(load(Map.of("CELLPORT_CLUSTER_SECRET", SECRET))).isEmpty();
    }

    @Test
    void aNodeNeedsDatabaseBlobsAndSecretOnly() {
        ClusterConfig cluster = load(complete()).orElseThrow();

        assertThat(cluster.database().url()).isEqualTo("jdbc:postgresql://db:5432/cellport");
        assertThat(cluster.database().user()).isEqualTo("cellport");
        assertThat(cluster.blobs().inBucket()).isFalse();
        assertThat(cluster.bus()).isEqualTo(new ClusterConfig.Bus(true, "127.0.0.1", 5701, List.of()));
        assertThat(cluster.lease()).isEqualTo(Duration.ofSeconds(6));
        assertThat(cluster.read()).isEqualTo(Duration.ofMillis(5));
        assertThat(cluster.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cluster.blobGrace()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CELLPORT_CLUSTER_DATABASE_URL", "CELLPORT_CLUSTER_SECRET", "CELLPORT_CLUSTER_BLOBS"})
    void whatIsMissingIsNamed(String variable) {
        Map<String, String> environment = complete();
        environment.remove(variable);
        String key = variable.substring("CELLPORT_".length())
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', '.');

        assertThatThrownBy(() -> load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "CELLPORT_CLUSTER_DATABASE_URL, mysql://db/cellport",
        "CELLPORT_CLUSTER_DATABASE_URL, postgresql://me:mine@db/cellport",
        "CELLPORT_CLUSTER_DATABASE_URL, postgresql://db/cellport?password=mine",
        "CELLPORT_CLUSTER_BLOBS, s3:bucket",
        "CELLPORT_CLUSTER_BUS, multicast",
        "CELLPORT_CLUSTER_MEMBERS, here",
        "CELLPORT_CLUSTER_NODE, a b",
        "CELLPORT_CLUSTER_HOST, 0.0.0.0",
        "CELLPORT_CLUSTER_HOST, node-1.example",
        "CELLPORT_CLUSTER_SECRET, short",
    })
    void whatIsNotAllowedIsRefused(String variable, String value) {
        Map<String, String> environment = complete();
        environment.put(variable, value);

        assertThatThrownBy(() -> load(environment)).isInstanceOf(ConfigException.class);
    }

    @Test
    void aBucketMayHaveAPrefix() {
        Map<String, String> environment = complete();
        environment.put("CELLPORT_CLUSTER_BLOBS", "s3://cells/of/one unit");

        ClusterConfig.Blobs blobs = load(environment).orElseThrow().blobs();

        assertThat(blobs.inBucket()).isTrue();
        assertThat(blobs.bucket()).isEqualTo("cells");
        assertThat(blobs.prefix()).isEqualTo("of/one unit/");
    }

    @Test
    void withoutMessagesThereIsNoAddressToRefuse() {
        Map<String, String> environment = complete();
        environment.put("CELLPORT_CLUSTER_HOST", "0.0.0.0");
        environment.put("CELLPORT_CLUSTER_BUS", "none");

        assertThat(load(environment)).isPresent();
    }

    @Test
    void secretsAreNotShown() {
        Map<String, String> environment = complete();
        assertThat(load(environment).orElseThrow().toString()).doesNotContain(SECRET, "pass of the database");

        environment.put("CELLPORT_CLUSTER_SECRET", "tooshort");
        assertThatThrownBy(() -> load(environment)).hasMessageNotContaining("tooshort");
    }
}
