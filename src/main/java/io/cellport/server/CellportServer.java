package io.cellport.server;

import io.cellport.auth.access.AuthServices;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.cell.CellStore;
import io.cellport.config.ClusterConfig;
import io.cellport.config.UnitConfig;
import io.cellport.exports.exporter.ExporterVerticle;
import io.cellport.exports.message.ExportMessages;
import io.cellport.exports.tracker.ExportTracker;
import io.cellport.http.AnswerMemory;
import io.cellport.http.CellDirectory;
import io.cellport.http.Contents;
import io.cellport.http.RouterServices;
import io.cellport.http.Transfers;
import io.cellport.http.address.UnitUrls;
import io.cellport.http.connection.ConnectionLimit;
import io.cellport.http.pipeline.RouterVerticle;
import io.cellport.imports.importer.ImporterVerticle;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.tracker.ImportTracker;
import io.cellport.management.Management;
import io.cellport.metric.Metric;
import io.cellport.odata.index.IndexVerticle;
import io.cellport.odata.index.ValueIndexes;
import io.cellport.odata.rows.Rows;
import io.cellport.odata.schema.UserSchemas;
import io.cellport.server.Deployments.Stage;
import io.cellport.storage.Sqlite;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.StopBudgets;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole unit on one node: the embedded stores and all verticles, started in an order in which nothing is answered
 * before it is known. Its methods do not block; futures complete on a Vert.x context. Safe for several threads.
 */
public final class CellportServer {

    /** Many clients may have waited for the unit; what can wait until requests are answered waits for these, too. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Management management;
    private final WorkerPools pools;
    private final Transfers uploads;
    private final Transfers downloads;
    private final Stores stores;
    private final MemoryBudget memory = MemoryBudget.ofHeap();
    private final UnitUrls urls;
    private final Duration drain;
    private final ValueIndexes indexes;
    private final Promise<Void> serving = Promise.promise();

    /** Completes when those who have waited for the unit to start have been answered. */
    private final Promise<Void> settled = Promise.promise();

    private final Promise<Void> aboutToStop = Promise.promise();
    private final Deployments deployments;

    private volatile Runnable stopReadingKeys = () -> {};

    private @Nullable Future<Void> stopping;

    private CellportServer(Vertx vertx, Management management, WorkerPools pools, Stores stores, UnitConfig config) {
        this.vertx = vertx;
        this.deployments = new Deployments(vertx);
        this.management = management;
        this.uploads = Transfers.uploads(management.metrics());
        this.downloads = Transfers.downloads(management.metrics());
        this.pools = pools;
        this.stores = stores;
        this.urls = new UnitUrls(config.unit(), config.http().host());
        this.indexes =
                new ValueIndexes(config.data(), config.limits().indexBytes(), new Sqlite(), management.metrics());
        indexes.onRemoval(stores.cells()::letGo);
        this.drain = config.cluster().map(ClusterConfig::drain).orElse(Duration.ZERO);
    }

    /**
     * Starts a unit on its data directory. The future completes when requests are accepted; it fails with a
     * {@link io.cellport.storage.StoreException} if the directory is in use or unusable, with a
     * {@link io.cellport.config.ConfigException} if the management port cannot be listened on, or with a
     * {@link java.net.BindException}, and then leaves nothing open.
     */
    public static Future<CellportServer> start(Vertx vertx, UnitConfig config) {
        Clock clock = Clock.systemUTC();
        Management management = new Management(config.management(), vertx);
        WorkerPools pools = WorkerPools.open(management.metrics());
        MessageCodecs.register(vertx.eventBus());
        ExportMessages.register(vertx.eventBus());
        Future<Void> warm = SelfMadeRequest.send(vertx, config.http());
        return pools.unit()
                .run(() -> open(management, config, clock, pools))
                .recover(failure -> pools.close().transform(closed -> Future.failedFuture(failure)))
                .compose(stores -> warm.map(stores))
                .compose(stores -> new CellportServer(vertx, management, pools, stores, config).deploy(config, clock));
    }

    /** The management port first: it tells that the rest is starting. */
    private static Stores open(Management management, UnitConfig config, Clock clock, WorkerPools pools) {
        try {
            management.open();
            return config.cluster().isPresent()
                    ? ClusterStores.open(config, config.cluster().get(), management.metrics())
                    : EmbeddedStores.open(config, clock, pools);
        } catch (RuntimeException | Error e) {
            management.close();
            throw e;
        }
    }

    private Future<CellportServer> deploy(UnitConfig config, Clock clock) {
        return pools.unit()
                .run(() -> CurrentKeys.open(stores.keys(), pools.lookups()))
                .onSuccess(keys -> stopReadingKeys = keys.readRegularly(vertx))
                .compose(keys -> deployNode().map(keys))
                .compose(keys -> deploy(() -> new ImportTracker(
                                stores.statuses(),
                                stores.journal(),
                                config.importing().stalledAfter(),
                                management.metrics()))
                        .compose(tracker -> deploy(() -> importer(config, clock)))
                        .compose(importer -> deploy(() -> new ExportTracker(stores.exports(), management.metrics())))
                        .compose(tracker -> deploy(() -> exporter(config, clock)))
                        .compose(exporter -> deploy(() -> new IndexVerticle(indexes)))
                        .compose(index -> deploy(() ->
                                new TidyingVerticle(stores, pools.store(), settled.future(), aboutToStop.future())))
                        .compose(index -> deployRouters(config, keys, clock)))
                .compose(routers -> pools.unit().run(() -> stores.rememberUrl(urls.unit())))
                .onSuccess(remembered -> {
                    management.readiness().serving();
                    serving.complete();
                    vertx.setTimer(SETTLING.toMillis(), over -> settled.tryComplete());
                })
                .map(this)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** First, and stopped last: the node says that it is alive until its imports are given back. */
    private Future<?> deployNode() {
        Optional<Deployable> node = stores.node(management.readiness());
        return node.isEmpty() ? Future.succeededFuture() : deployments.deploy(Stage.NODE, node::get, 1);
    }

    private ImporterVerticle importer(UnitConfig config, Clock clock) {
        return new ImporterVerticle(new ImporterVerticle.Dependencies(
                stores.cells(),
                stores.snapshots(),
                stores.journal(),
                config.importing(),
                config.limits(),
                memory,
                stores.sharing(aboutToStop.future()),
                settled.future(),
                management.metrics(),
                clock));
    }

    private ExporterVerticle exporter(UnitConfig config, Clock clock) {
        return new ExporterVerticle(new ExporterVerticle.Dependencies(
                stores.cells(),
                stores.snapshots(),
                stores.exports(),
                config.importing(),
                stores.lease(),
                stores.temporaries(),
                memory,
                serving.future(),
                urls::unit,
                management.metrics(),
                clock));
    }

    private Future<String> deploy(Supplier<Deployable> verticle) {
        return deployments.deploy(Stage.WORK, verticle, 1);
    }

    private Future<String> deployRouters(UnitConfig config, CurrentKeys keys, Clock clock) {
        AuthServices auth = AuthServices.of(keys, stores.cells(), pools, memory, config.auth(), clock);
        ConnectionLimit connections = new ConnectionLimit(config.http().maxConnections());
        management.metrics().watch(Metric.CONNECTIONS, connections::open);
        RouterServices services = new RouterServices(
                vertx,
                config,
                urls,
                auth,
                new CellDirectory(stores.cells(), stores.snapshots(), stores.uploads(), pools, stores.names()),
                stores.snapshots(),
                stores.uploads(),
                uploads,
                downloads,
                new Contents(stores.cells(), pools.contents()),
                new UserSchemas(memory),
                Rows.with(indexes),
                new AnswerMemory(memory, config.limits().lineBytes()),
                pools,
                connections,
                management.metrics(),
                aboutToStop.future(),
                clock);
        return deployments.deploy(
                Stage.REQUESTS,
                () -> new RouterVerticle(services),
                config.http().loops());
    }

    /** The port of the HTTP server. */
    public int port() {
        return urls.port();
    }

    /** The port for health and metrics, if there is one. */
    public OptionalInt managementPort() {
        return management.port();
    }

    /** The unit URL, ending in {@code /}. */
    public String unitUrl() {
        return urls.unit();
    }

    /** The cells, for a caller in the same process. */
    public CellStore store() {
        return stores.cells();
    }

    /** The pools that requests use. */
    public WorkerPools pools() {
        return pools;
    }

    /**
     * Lets clients go elsewhere, stops accepting requests, journals running imports as interrupted, and closes the data
     * directory. Called again, it returns the end of the first call.
     */
    public synchronized Future<Void> stop() {
        if (stopping == null) {
            stopping = stopInOrder();
        }
        return stopping;
    }

    /** How long a stop may take. */
    public Duration stopBudget() {
        return drain.plus(StopBudgets.SERVER);
    }

    private Future<Void> stopInOrder() {
        return drain().onSuccess(drained -> stopReadingKeys.run())
                .compose(drained -> deployments.undeploy(Stage.REQUESTS))
                .transform(undeployed ->
                        Future.join(deployments.undeploy(Stage.WORK), uploads.shutDown(), downloads.shutDown()))
                .transform(ended -> Future.join(deployments.undeploy(Stage.NODE), pools.closeRequests()))
                .transform(closed -> pools.unit().run(this::close))
                .eventually(() -> pools.unit().shutDown(StopBudgets.POOL))
                .mapEmpty();
    }

    /** A balancer needs some time to notice that the node is not ready any more; a unit alone has none to go to. */
    private Future<Void> drain() {
        boolean served = management.readiness().stopping();
        aboutToStop.tryComplete();
        return served && !drain.isZero()
                ? vertx.timer(drain.toMillis(), TimeUnit.MILLISECONDS)
                : Future.succeededFuture();
    }

    private Void close() {
        try {
            return stores.close();
        } finally {
            management.close();
        }
    }
}
