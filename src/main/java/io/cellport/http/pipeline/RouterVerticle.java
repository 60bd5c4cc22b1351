package io.cellport.http.pipeline;

import io.cellport.auth.token.TokenVerifier;
import io.cellport.config.UnitConfig;
import io.cellport.http.Area;
import io.cellport.http.RouterServices;
import io.cellport.http.cell.CellApi;
import io.cellport.http.connection.Connections;
import io.cellport.http.connection.ServerOptions;
import io.cellport.http.console.ConsoleApi;
import io.cellport.http.content.ContentApi;
import io.cellport.http.description.DescriptionApi;
import io.cellport.http.exports.ExportApi;
import io.cellport.http.imports.ImportApi;
import io.cellport.http.odata.ODataApi;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.snapshots.SnapshotApi;
import io.cellport.http.token.TokenApi;
import io.cellport.http.tus.TusApi;
import io.cellport.http.unit.UnitApi;
import io.cellport.worker.StopBudgets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The HTTP side of the unit: puts the areas of the API behind the {@link Pipeline} and listens. Any number of instances
 * share one port. Belongs to one event loop.
 */
public final class RouterVerticle extends VerticleBase {

    /** From the first byte of a request to the end of its head. */
    private static final Duration HEAD_TIME = Duration.ofSeconds(20);

    /** For those who go on asking while the router stops: the last part of a stop, in which nothing new is taken. */
    private static final Duration LAST_REQUESTS = Duration.ofMillis(200);

    private final RouterServices services;

    private List<Area> areas;

    private Connections connections;

    private HttpServer server;

    /** A router that is not deployed yet. */
    public RouterVerticle(RouterServices services) {
        this.services = services;
    }

    @Override
    public Future<?> start() {
        StatusQueries status = new StatusQueries(vertx, context, StatusQueries.PATIENCE);
        TokenVerifier verifier = new TokenVerifier(
                vertx,
                services.auth().keys(),
                services.urls()::unit,
                services.config().auth(),
                services.clock());
        areas = areas(services, status, verifier);
        Pipeline pipeline = new Pipeline(services, areas, verifier, status);
        connections = new Connections(vertx, services.connections(), HEAD_TIME, new FrontRouter(vertx, pipeline));
        server = vertx.createHttpServer(ServerOptions.of(services.config().http()))
                .connectionHandler(connections)
                // All connections have a handler of their own, but for those that are closed at once.
                .requestHandler(late -> late.connection().close());
        services.stopping().onSuccess(soon -> context.runOnContext(now -> drain()));
        return server.listen(address(services.config().http()))
                .onSuccess(listening -> services.urls().listeningOn(listening.actualPort()));
    }

    /** Goes on serving, but so that clients go elsewhere: nothing is held, and each connection ends with an answer. */
    private void drain() {
        connections.end();
        areas.forEach(Area::stop);
    }

    /**
     * Requests that have come have a moment to be answered. The server would forget those that were sent ahead, and
     * reset their connections, which may take answers away that their clients have not read yet.
     */
    @Override
    public Future<?> stop() {
        drain();
        return connections
                .whenUnused()
                .timeout(StopBudgets.REQUESTS.minus(LAST_REQUESTS).toMillis(), TimeUnit.MILLISECONDS)
                .transform(late -> server.shutdown(LAST_REQUESTS));
    }

    /** Where to listen; port 0 is one free port for all instances. */
    private static SocketAddress address(UnitConfig.Http http) {
        return http.port() == 0
                ? SocketAddress.sharedRandomPort(1, http.host())
                : SocketAddress.inetSocketAddress(http.port(), http.host());
    }

    /** Everything that a unit can be asked for; what describes the others comes last. */
    static List<Area> areas(RouterServices services, StatusQueries status, TokenVerifier verifier) {
        List<Area> described = List.of(
                new UnitApi(services),
                new CellApi(services, status),
                new ImportApi(services, status),
                new ExportApi(services, status),
                new SnapshotApi(services, status),
                new TusApi(services),
                new TokenApi(services, verifier),
                new ODataApi(services),
                new ContentApi(services),
                new ConsoleApi(services.config()));
        return Stream.concat(described.stream(), Stream.of(new DescriptionApi(services.urls(), described)))
                .toList();
    }
}
