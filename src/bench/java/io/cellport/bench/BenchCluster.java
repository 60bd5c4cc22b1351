package io.cellport.bench;

import io.cellport.FreePorts;
import io.cellport.auth.key.PostgresKeys;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.config.Secret;
import io.cellport.storage.Statements;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Nodes of a cluster on a database of a real PostgreSQL, with messages between them. One event loop each for HTTP. */
final class BenchCluster implements AutoCloseable {

    private static final String SECRET = "the secret of these nodes";
    static final String UNIT_URL = "http://127.0.0.1:8080/";

    private final Path directory = Files.createTempDirectory(Workspace.directory(), "cluster");
    private final PostgresAddress address = PostgresServer.newDatabase();
    private final PostgresDatabase database = PostgresDatabase.open(address);
    private final List<ServerProcess> nodes = new ArrayList<>();

    BenchCluster(int count, String options) throws IOException {
        Files.createDirectory(directory.resolve("blobs"));
        List<Integer> ports = FreePorts.pairs(count);
        String members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int i = 0; i < count; i++) {
            Map<String, String> settings = settings("n" + i);
            settings.put("CELLPORT_CLUSTER_PORT", Integer.toString(ports.get(i)));
            settings.put("CELLPORT_CLUSTER_MEMBERS", members);
            nodes.add(NodeServer.start(options, settings));
        }
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = standalone(directory.resolve(name));
        settings.put("CELLPORT_CLUSTER_ENABLED", "true");
        settings.put("CELLPORT_CLUSTER_NODE", name);
        settings.put("CELLPORT_CLUSTER_DATABASE_URL", address.url().substring("jdbc:".length()));
        settings.put("CELLPORT_CLUSTER_DATABASE_USER", address.user());
        settings.put("CELLPORT_CLUSTER_DATABASE_PASSWORD", address.password());
        settings.put("CELLPORT_CLUSTER_SECRET", SECRET);
        settings.put("CELLPORT_CLUSTER_BLOBS", directory.resolve("blobs").toString());
        return settings;
    }

    /** What a unit of one process is told. */
    static Map<String, String> standalone(Path data) {
        return new HashMap<>(Map.of(
                "CELLPORT_STORAGE_DATA", data.toString(),
                "CELLPORT_UNIT_URL", UNIT_URL,
                "CELLPORT_HTTP_PORT", "0",
                "CELLPORT_HTTP_EVENT_LOOPS", "1",
                "CELLPORT_MANAGEMENT_PORT", "0"));
    }

    List<ServerProcess> nodes() {
        return nodes;
    }

    /** An administrator's token. */
    String token() {
        return new TokenIssuer(
                        new PostgresKeys(database, new Secret(SECRET)).open().signing(), UNIT_URL)
                .unitToken(Duration.ofDays(1));
    }

    /** Transactions that the database has ended so far for all nodes. */
    long transactions() {
        String sql = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = current_database()";
        return database.read("count", connection -> Statements.first(connection, sql, row -> row.getLong(1)))
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess node : nodes) {
            node.close();
        }
        database.close();
        Workspace.delete(directory);
    }
}
