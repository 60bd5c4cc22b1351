package io.cellport.cli.server;

import io.cellport.cli.exit.CommandException;
import io.cellport.config.ClusterConfig;
import io.cellport.config.UnitConfig;
import io.cellport.http.connection.GuardedTransport;
import io.cellport.server.CellportServer;
import io.cellport.server.bus.NodeBus;
import io.cellport.worker.StopBudgets;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;

/**
 * A server with its own Vert.x. Do not call it on a Vert.x thread. Blocks; for one thread.
 *
 * @param url the URL of its listening address
 */
public record RunningServer(Vertx vertx, CellportServer server, String url) implements AutoCloseable {

    /**
     * Starts a server and returns when it accepts requests.
     *
     * @throws CommandException if it cannot start: a port is taken, or the data directory is in use or unusable
     */
    public static RunningServer start(UnitConfig config) {
        Vertx vertx = vertx(config);
        try {
            CellportServer server = CellportServer.start(vertx, config).await();
            String url = HttpAddress.url(config.http().host(), server.port());
            return new RunningServer(vertx, server, url);
        } catch (Exception e) {
            // Everything, because a failed future throws its cause undeclared.
            vertx.close().await();
            throw new CommandException("Cellport cannot start: " + reason(e, config));
        }
    }

    private static Vertx vertx(UnitConfig config) {
        VertxBuilder builder = Vertx.builder().withTransport(new GuardedTransport(config.http()));
        Optional<ClusterConfig> cluster =
                config.cluster().filter(node -> node.bus().enabled());
        if (cluster.isEmpty()) {
            return builder.with(options(config.http())).build();
        }
        try {
            return NodeBus.start(builder, options(config.http()), cluster.get()).await();
        } catch (Exception e) {
            // Everything, because a failed future throws its cause undeclared.
            throw new CommandException(
                    "Cellport cannot start: no messages can be sent from %s and port %d on (cluster.host,"
                                    .formatted(
                                            cluster.get().bus().host(),
                                            cluster.get().bus().port())
                            + " cluster.port): " + reason(e, config));
        }
    }

    /** The URL of the management port, if there is one. */
    public Optional<String> managementUrl(UnitConfig config) {
        OptionalInt port = server.managementPort();
        return port.isPresent()
                ? Optional.of(HttpAddress.url(config.management().host(), port.getAsInt()))
                : Optional.empty();
    }

    /** Stops the server in order and closes Vert.x, within {@link StopBudgets#PROCESS}, or longer by the
     * time in which a node of a cluster drains. */
    @Override
    public void close() {
        // One after the other: a future of an event loop never completes once the loops are gone.
        try {
            try {
                server.stop().await(server.stopBudget());
            } finally {
                vertx.close().await(StopBudgets.EVENT_LOOPS);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("The server is still busy", e);
        }
    }

    private static VertxOptions options(UnitConfig.Http http) {
        // No more threads than routers: the tracker shares one with a router, whose questions then wake nobody.
        // The server reads no file through Vert.x's class path cache, so it needs no cache directory.
        return new VertxOptions()
                .setEventLoopPoolSize(http.loops())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static String reason(Throwable failure, UnitConfig config) {
        if (failure instanceof BindException) {
            String address = HttpAddress.url(config.http().host(), config.http().port());
            return "%s cannot be listened on: %s".formatted(address, failure.getMessage());
        }
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return failure.getCause() == null ? what : what + ": " + reason(failure.getCause(), config);
    }
}
