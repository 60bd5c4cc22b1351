package io.cellport.http.pipeline;

import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import io.cellport.auth.access.Privilege;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportStatus;
import io.cellport.http.Route;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StartImport;
import io.cellport.imports.message.StatusQuery;
import io.cellport.logging.LogCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One router whose tracker and importer are whatever the test puts at their addresses. */
class RouterVerticleTest {

    @TempDir
    Path data;

    private TestRouter router;

    private Vertx vertx;

    private String token;

    private volatile boolean clockIsBroken;

    @BeforeEach
    void deploy() throws IOException {
        router = new TestRouter(data, new BreakableClock());
        vertx = router.vertx;
        token = router.token;
    }

    @AfterEach
    void close() {
        router.close();
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
    void anUnexpectedFailureShowsNothingButAnIdThatTheLogHas() throws JoranException {
        vertx.eventBus()
                .<StatusQuery>localConsumer(
                        Addresses.IMPORT_STATUS, query -> query.fail(7, "/secret/path: java.lang.Error"));

        try (LogCapture log = new LogCapture()) {
            HttpResponse<Buffer> answer = get();

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.bodyAsString())
                    .matches("\\{\"code\":\"PR500-SV-9999\",\"message\":\\{\"lang\":\"en\","
                            + "\"value\":\"Unknown Exception \\[[A-Za-z0-9_-]{27}]\"}}");
            assertThat(answer.getHeader("X-Personium-Version")).isEqualTo("1.8.4");
            String text = answer.bodyAsJsonObject().getJsonObject("message").getString("value");
            assertThat(log.text())
                    .contains("[key-1] " + text, "io.vertx.core.eventbus.ReplyException")
                    .doesNotContain("secret", "java.lang.Error");
        }
    }

    @Test
    void nobodyGetsInIfCredentialsCannotBeJudged() throws JoranException {
        tracker(ImportStatus.READY);
        assertThat(get().statusCode()).isEqualTo(200);

        clockIsBroken = true;
        try (LogCapture log = new LogCapture()) {
            for (Route route : RouteTable.outsideOfBoxes()) {
                if (RouteTable.privilege(route) != Privilege.NONE) {
                    assertThat(send(route.method(), RouteTable.path(route.resource(), "cell1"))
                                    .statusCode())
                            .as("%s", route)
                            .isEqualTo(500);
                }
            }
            assertThat(log.text()).contains("java.lang.IllegalStateException").doesNotContain("broken");
        }
    }

    @Test
    void aFailureIsShownWithItsCode() {
        tracker(ImportStatus.failed(Instant.EPOCH, 32, "bad", ApiError.of(ErrorCode.PR400_CM_0004, "x")));

        JsonObject body = get().bodyAsJsonObject();
        assertThat(body.fieldNames())
                .containsExactly("status", "started_at", "progress", "importation_name", "message");
        assertThat(body.getJsonObject("message").getString("code")).isEqualTo("PR400-CM-0004");
    }

    @Test
    void whileARunIsActiveWritesAreRefused() {
        tracker(ImportStatus.inProgress(Instant.EPOCH, 5, "x"));

        String text = "Because [cell import] is being executed, writing to cell can not be done.";
        assertRefused(post(), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.PUT, "/cell1/__snapshot/a.zip"), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.DELETE, "/cell1/__snapshot/a.zip"), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.DELETE, "/__ctl/Cell('cell1')"), 409, "PR409-CM-0002", text);
        assertRefused(send(HttpMethod.DELETE, "/cell1"), 409, "PR409-CM-0002", text);
    }

    @Test
    void whoMayNotWriteDoesNotLearnThatARunIsActive() {
        tracker(ImportStatus.inProgress(Instant.EPOCH, 5, "x"));
        token = "nonsense";

        for (Route route : RouteTable.outsideOfBoxes()) {
            if (route.writesCell()) {
                assertThat(RouteTable.privilege(route)).isNotEqualTo(Privilege.NONE);
                assertRefused(
                        send(route.method(), RouteTable.path(route.resource(), "cell1")),
                        401,
                        "PR401-AU-0006",
                        "Token parse error.");
            }
        }
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
                .isEqualTo(new StartImport("key-1", router.cellId, "cell1", "snap", false, "unit-admin"));
    }

    private void tracker(ImportStatus status) {
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> query.reply(status));
        vertx.eventBus().<StatusQuery>localConsumer(ExportAddresses.STATUS, query -> query.reply(ExportStatus.READY));
    }

    private HttpResponse<Buffer> get() {
        return send(HttpMethod.GET, "/cell1/__import");
    }

    private HttpResponse<Buffer> post() {
        return send(HttpMethod.POST, "/cell1/__import");
    }

    private HttpResponse<Buffer> send(HttpMethod method, String path) {
        Future<HttpResponse<Buffer>> answer = router.request(method, path)
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

    /** The time as long as it works; with it goes every judgement of a token. */
    private final class BreakableClock extends Clock {

        @Override
        public Instant instant() {
            if (clockIsBroken) {
                throw new IllegalStateException("broken");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
