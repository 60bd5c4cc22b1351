package io.cellport.http;

import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AuthServices;
import io.cellport.auth.PasswordWorker;
import io.cellport.auth.TokenIssuer;
import io.cellport.auth.UnitKey;
import io.cellport.config.Limits;
import io.cellport.config.UnitConfig;
import io.cellport.message.Addresses;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportStatus;
import io.cellport.message.MessageCodecs;
import io.cellport.message.StartImport;
import io.cellport.message.StatusQuery;
import io.cellport.store.StoreWorker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One router whose tracker and importer are whatever the test puts at their addresses. */
class RouterVerticleTest {

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();

    private final WebClient client = WebClient.create(vertx);

    private EmbeddedStores stores;

    private UnitUrls urls;

    private String token;

    @BeforeEach
    void deploy() throws IOException {
        UnitConfig config = new UnitConfig(
                data,
                new UnitConfig.Http("127.0.0.1", 0, 1, List.of(), List.of()),
                new UnitConfig.Unit(Optional.empty(), true, false),
                new UnitConfig.Auth(100, 0, Duration.ZERO, "", List.of()),
                new UnitConfig.Importing(1, 3, 30, Duration.ofSeconds(30)),
                Limits.DEFAULT);
        MessageCodecs.register(vertx.eventBus());
        stores = EmbeddedStores.open(config, Clock.systemUTC());
        UnitKey key = UnitKey.loadOrCreate(data);
        stores.cells().create("cell1");
        urls = new UnitUrls(config.unit(), config.http().host());
        StoreWorker worker = new StoreWorker(vertx);
        await(vertx.deployVerticle(new RouterVerticle(new RouterServices(
                vertx,
                config,
                urls,
                AuthServices.of(
                        key, stores.cells(), worker, new PasswordWorker(vertx), config.auth(), Clock.systemUTC()),
                new CellDirectory(stores.cells(), stores.snapshots(), worker),
                stores.snapshots(),
                worker,
                Clock.systemUTC()))));
        token = new TokenIssuer(key, urls.unit()).unitToken(Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        await(vertx.close());
        stores.close();
    }

    @Test
    void withoutATrackerStatusAndWritesAreUnavailable() {
        assertRefused(get(), 503, "PR503-SV-0002", "Server connection error.");
        assertRefused(post(), 503, "PR503-SV-0002", "Server connection error.");
    }

    @Test
    void withoutAnImporterAStartIsUnavailable() {
        tracker(ImportStatus.READY);

        assertRefused(post(), 503, "PR503-SV-0002", "Server connection error.");
    }

    @Test
    void anUnexpectedFailureShowsNothingButAnId() {
        vertx.eventBus()
                .<StatusQuery>localConsumer(
                        Addresses.IMPORT_STATUS, query -> query.fail(7, "/secret/path: java.lang.Error"));

        HttpResponse<Buffer> answer = get();
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.bodyAsString())
                .matches("\\{\"code\":\"PR500-SV-9999\",\"message\":\\{\"lang\":\"en\","
                        + "\"value\":\"Unknown Exception \\[[A-Za-z0-9_-]{27}]\"}}");
        assertThat(answer.getHeader("X-Personium-Version")).isEqualTo("1.8.4");
    }

    @Test
    void aFailureIsShownWithItsCode() {
        tracker(ImportStatus.failed(Instant.EPOCH, 32, "bad", ErrorCode.PR400_CM_0004.with("x")));

        JsonObject body = get().bodyAsJsonObject();
        assertThat(body.fieldNames())
                .containsExactly("status", "started_at", "progress", "importation_name", "message");
        assertThat(body.getJsonObject("message").getString("code")).isEqualTo("PR400-CM-0004");
    }

    @Test
    void whileARunIsActiveWritesAreRefusedBeforeAnybodyAsksWho() {
        tracker(ImportStatus.inProgress(Instant.EPOCH, 5, "x"));
        token = "nonsense";

        String text = "Because [cell import] is being executed, writing to cell can not be done.";
        assertRefused(post(), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.PUT, "/cell1/__snapshot/a.zip"), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.DELETE, "/cell1/__snapshot/a.zip"), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.DELETE, "/__ctl/Cell('cell1')"), 409, "PR409-CM-0002", text);
        assertRefused(get(), 401, "PR401-AU-0006", "Token parse error.");
    }

    @Test
    void theImporterLearnsWhoWantsWhat() {
        tracker(ImportStatus.READY);
        AtomicReference<StartImport> heard = new AtomicReference<>();
        vertx.eventBus().<StartImport>localConsumer(Addresses.IMPORT_START, message -> {
            heard.set(message.body());
            message.fail(1, "enough");
        });

        post();

        assertThat(heard.get())
                .isEqualTo(new StartImport(
                        "key-1",
                        stores.cells().find("cell1").orElseThrow().id(),
                        "cell1",
                        "snap",
                        false,
                        "unit-admin"));
    }

    private void tracker(ImportStatus status) {
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> query.reply(status));
    }

    private HttpResponse<Buffer> get() {
        return send(HttpMethod.GET, "/cell1/__import");
    }

    private HttpResponse<Buffer> post() {
        return send(HttpMethod.POST, "/cell1/__import");
    }

    private HttpResponse<Buffer> send(HttpMethod method, String path) {
        Future<HttpResponse<Buffer>> answer = client.request(method, urls.port(), "127.0.0.1", path)
                .bearerTokenAuthentication(token)
                .putHeader("X-Personium-RequestKey", "key-1")
                .sendBuffer(Buffer.buffer(method.equals(HttpMethod.GET) ? "" : "{\"Name\":\"snap\"}"));
        return await(answer);
    }

    private static void assertRefused(HttpResponse<Buffer> answer, int status, String code, String text) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("code", code)
                        .put("message", new JsonObject().put("lang", "en").put("value", text)));
    }
}
