package io.cellport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import io.cellport.management.ManagementClient;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the management port of a node tells of its database and of its stop. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeHealthIT {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: cells.example\r\n\r\n";

    @TempDir
    Path directory;

    private final PostgresAddress database = PostgresServer.newDatabase();

    private Vertx vertx;

    private CellportServer server;

    private ManagementClient management;

    @BeforeEach
    void start() throws IOException {
        vertx = Vertx.vertx();
        server = TestUnit.await(CellportServer.start(vertx, config()));
        management = new ManagementClient(server.managementPort().orElseThrow());
    }

    private UnitConfig config() throws IOException {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "CELLPORT_STORAGE_DATA", directory.resolve("node").toString(),
                "CELLPORT_UNIT_URL", "http://cells.example/",
                "CELLPORT_HTTP_PORT", "0",
                "CELLPORT_HTTP_EVENT_LOOPS", "1",
                "CELLPORT_MANAGEMENT_PORT", "0"));
        environment.putAll(Map.of(
                "CELLPORT_CLUSTER_ENABLED", "true",
                "CELLPORT_CLUSTER_NODE", "node",
                "CELLPORT_CLUSTER_DATABASE_URL", database.url().substring("jdbc:".length()),
                "CELLPORT_CLUSTER_DATABASE_USER", database.user(),
                "CELLPORT_CLUSTER_DATABASE_PASSWORD", database.password(),
                "CELLPORT_CLUSTER_SECRET", "the secret of this node",
                "CELLPORT_CLUSTER_BUS", "none",
                "CELLPORT_CLUSTER_DRAIN_SECONDS", "5",
                "CELLPORT_CLUSTER_BLOBS",
                        Files.createDirectory(directory.resolve("blobs")).toString()));
        return ConfigLoader.load(Optional.empty(), environment, Map.of());
    }

    @AfterEach
    void close() throws SQLException {
        letNodesIn(true);
        TestUnit.await(server.stop());
        TestUnit.await(vertx.close());
    }

    @Test
    void aNodeThatStopsServesWhileItDrainsButEndsEachConnection() throws IOException {
        try (RawClient client = connect()) {
            client.send(ASK);
            assertThat(client.head()).startsWith("HTTP/1.1 200").doesNotContain("connection: close");
        }

        Future<Void> stop = server.stop();

        assertThat(management.get("/health/ready").body()).contains("stopping");
        try (RawClient client = connect()) {
            client.send(ASK);
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200").contains("connection: close");
        }
        assertThat(stop.isComplete()).isFalse();
        TestUnit.await(stop);
    }

    @Test
    void aNodeWithoutItsDatabaseLivesButIsNotReadyUntilItIsBack() throws SQLException {
        await().until(() -> management.number("cellport_epoch_read_seconds_count") > 0);
        assertThat(management.get("/health/ready").statusCode()).isEqualTo(200);

        letNodesIn(false);

        await().until(() -> management.get("/health/ready").statusCode() == 503);
        assertThat(management.get("/health/ready").body()).contains("database").doesNotContain("jdbc", "unit_");
        assertThat(management.number("cellport_epoch_read_failures_total")).isPositive();
        assertThat(management.get("/health/live").statusCode()).isEqualTo(200);

        letNodesIn(true);
        await().until(() -> management.get("/health/ready").statusCode() == 200);
    }

    private void letNodesIn(boolean allowed) throws SQLException {
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        String other = database.url().substring(0, database.url().lastIndexOf('/')) + "/postgres";
        try (Connection connection = DriverManager.getConnection(other, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + allowed);
            if (!allowed) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            }
        }
    }

    private RawClient connect() throws IOException {
        return new RawClient(server.port());
    }
}
