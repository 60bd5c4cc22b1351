package io.cellport.http;

import io.cellport.config.UnitConfig;
import io.cellport.importer.ImporterVerticle;
import io.cellport.message.MessageCodecs;
import io.cellport.store.CellStore;
import io.cellport.store.StoreWorker;
import io.cellport.tracker.ImportTracker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A whole unit on one Vert.x instance: the stores of its data directory and the verticles that work with them. */
public final class CellportServer {

    private static final String UNIT_URL_FILE = "unit-url";

    private final Vertx vertx;

    private final UnitConfig config;

    private final UnitUrls urls;

    private final StoreWorker worker;

    private final EmbeddedStores stores;

    private final Deque<String> deployments = new ConcurrentLinkedDeque<>();

    private CellportServer(Vertx vertx, UnitConfig config, StoreWorker worker, EmbeddedStores stores) {
        this.vertx = vertx;
        this.config = config;
        this.urls = new UnitUrls(config.unit().url(), config.http().host());
        this.worker = worker;
        this.stores = stores;
    }

    /**
     * Starts a unit.
     *
     * @param vertx runs at most one unit in its life; is not closed when the start fails
     * @return complete when requests are accepted; fails with the reason if the data directory or port is unusable
     */
    public static Future<CellportServer> start(Vertx vertx, UnitConfig config) {
        MessageCodecs.register(vertx.eventBus());
        StoreWorker worker = new StoreWorker(vertx);
        return worker.run(() -> EmbeddedStores.open(config))
                .map(stores -> new CellportServer(vertx, config, worker, stores))
                .compose(server -> server.deploy()
                        .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure)))
                        .map(server));
    }

    private Future<?> deploy() {
        RouterServices services = new RouterServices(
                vertx,
                config,
                urls,
                stores.key(),
                new CellDirectory(stores.cells(), worker),
                stores.snapshots(),
                worker,
                stores.clock());
        ImporterVerticle.Dependencies forImporter = new ImporterVerticle.Dependencies(
                stores.cells(),
                stores.snapshots(),
                stores.journal(),
                config.importing(),
                config.limits(),
                stores.clock());
        DeploymentOptions perLoop = new DeploymentOptions().setInstances(eventLoops());
        return remember(vertx.deployVerticle(new ImportTracker(stores.journal())))
                .compose(tracker -> remember(vertx.deployVerticle(new ImporterVerticle(forImporter))))
                .compose(importer -> remember(vertx.deployVerticle(() -> new RouterVerticle(services), perLoop)))
                .compose(routers -> worker.run(this::writeUnitUrl));
    }

    private int eventLoops() {
        int configured = config.http().eventLoops();
        return configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
    }

    private Future<String> remember(Future<String> deployment) {
        return deployment.onSuccess(deployments::push);
    }

    /** Tells commands on this data directory which unit URL tokens have to name. */
    private Path writeUnitUrl() throws IOException {
        Path temporary = Files.writeString(config.data().resolve(UNIT_URL_FILE + ".new"), unitUrl() + "\n");
        return Files.move(
                temporary,
                config.data().resolve(UNIT_URL_FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The port that it listens on. */
    public int port() {
        return urls.port();
    }

    /** The URL that generated URLs and tokens carry, ending in {@code /}. */
    public String unitUrl() {
        return urls.unit();
    }

    /** The unit's cells and their content. */
    public CellStore store() {
        return stores.cells();
    }

    /** Stops accepting requests, interrupts runs so that they can be resumed, and closes the stores. */
    public Future<Void> stop() {
        Future<Void> undeployed = Future.succeededFuture();
        for (String id : deployments) {
            undeployed = undeployed.eventually(() -> vertx.undeploy(id));
        }
        return undeployed
                .eventually(() -> worker.run(() -> {
                    stores.close();
                    return null;
                }))
                .eventually(worker::close);
    }
}
