package io.cellport.server.cluster;

import io.cellport.UnitRequests;
import io.cellport.config.ConfigLoader;
import io.cellport.http.TestUnit;
import io.cellport.management.ManagementClient;
import io.cellport.server.CellportServer;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;

/** One node of a cluster in this process, and its administrator's requests to it. */
final class LocalNode extends UnitRequests implements AutoCloseable {

    private final Vertx vertx;
    private final CellportServer server;

    private LocalNode(Vertx vertx, CellportServer server, String token, Map<String, String> headers) {
        super("http://127.0.0.1:" + server.port() + "/", token, headers);
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param vertx closed with the node
     */
    static LocalNode start(Vertx vertx, Map<String, String> environment, String token, Map<String, String> headers) {
        CellportServer server =
                TestUnit.await(CellportServer.start(vertx, ConfigLoader.load(Optional.empty(), environment, Map.of())));
        return new LocalNode(vertx, server, token, headers);
    }

    /** Its management port. */
    ManagementClient management() {
        return new ManagementClient(server.managementPort().orElseThrow());
    }

    /** Whether it tells a balancer that it serves. */
    boolean isReady() {
        return management().get("/health/ready").statusCode() == 200;
    }

    CellportServer server() {
        return server;
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        TestUnit.await(server.stop());
        TestUnit.await(vertx.close());
    }
}
