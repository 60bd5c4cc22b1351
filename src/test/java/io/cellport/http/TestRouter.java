package io.cellport.http;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.await;

import io.cellport.auth.access.AuthServices;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cell.CellStore;
import io.cellport.config.UnitConfig;
import io.cellport.exports.message.ExportMessages;
import io.cellport.http.address.UnitUrls;
import io.cellport.http.connection.ConnectionLimit;
import io.cellport.http.pipeline.RouterVerticle;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.metric.Metrics;
import io.cellport.odata.rows.Rows;
import io.cellport.odata.schema.UserSchemas;
import io.cellport.server.EmbeddedStores;
import io.cellport.worker.MemoryBudget;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One router with the cells {@code cell1} and {@code cell2}, whose tracker and importer are whatever the test puts at
 * their addresses.
 */
public final class TestRouter implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();

    public final String token;

    public final String cellId;

    private final String deployment;

    private final EmbeddedStores stores;

    private final WorkerPools pools = WorkerPools.open(Metrics.NONE);

    private final UnitUrls urls;

    private final Promise<Void> aboutToStop = Promise.promise();

    private final WebClient client =
            WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(100));

    public TestRouter(Path data) throws IOException {
        this(data, Clock.systemUTC());
    }

    /** A router that goes by {@code clock} where it judges tokens. */
    public TestRouter(Path data, Clock clock) throws IOException {
        this(data, clock, UnaryOperator.identity());
    }

    /** Such a router, which opens contents out of something around the real store. */
    TestRouter(Path data, Clock clock, UnaryOperator<CellStore> around) throws IOException {
        UnitConfig config = config(data).maxConnections(100_000).build();
        MessageCodecs.register(vertx.eventBus());
        ExportMessages.register(vertx.eventBus());
        stores = EmbeddedStores.open(config, Clock.systemUTC(), pools);
        KeyFile keyFile = new KeyFile(data);
        CurrentKeys keys = new CurrentKeys(keyFile, keyFile.open(), pools.lookups());
        cellId = stores.cells().create("cell1").id();
        stores.cells().create("cell2");
        urls = new UnitUrls(config.unit(), config.http().host());
        deployment = await(vertx.deployVerticle(new RouterVerticle(new RouterServices(
                vertx,
                config,
                urls,
                AuthServices.of(keys, stores.cells(), pools, MemoryBudget.ofHeap(), config.auth(), Clock.systemUTC()),
                new CellDirectory(stores.cells(), stores.snapshots(), stores.uploads(), pools, stores.names()),
                stores.snapshots(),
                stores.uploads(),
                Transfers.uploads(Metrics.NONE),
                Transfers.downloads(Metrics.NONE),
                new Contents(around.apply(stores.cells()), pools.contents(), PATIENCE),
                new UserSchemas(MemoryBudget.ofHeap()),
                Rows.withoutIndexes(),
                new AnswerMemory(MemoryBudget.ofHeap(), config.limits().lineBytes()),
                pools,
                new ConnectionLimit(config.http().maxConnections()),
                Metrics.NONE,
                aboutToStop.future(),
                clock))));
        token = new TokenIssuer(keys.get().signing(), urls.unit()).unitToken(Duration.ofHours(1));
    }

    public int port() {
        return urls.port();
    }

    /** One more cell; its id. */
    public String createCell(String name) {
        return stores.cells().create(name).id();
    }

    /** Deletes {@code cell1}; blocks. */
    public void deleteCell() {
        stores.names().changing("cell1", () -> stores.cells().delete(cellId));
    }

    public HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, port(), "127.0.0.1", path);
    }

    /** Announces a stop that never comes. */
    public void drain() {
        aboutToStop.complete();
    }

    /** Stops the router, and nothing else. */
    public void stop() {
        await(vertx.undeploy(deployment));
    }

    @Override
    public void close() {
        await(vertx.close());
        await(pools.close());
        stores.close();
    }
}
