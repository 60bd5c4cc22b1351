package io.cellport.http.imports;

import static io.cellport.http.TestUnit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.TestRouter;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cell with a failed import is deleted while a poll is under way. A tracker calls a cell ready of which it knows
 * nothing.
 */
class DeletedCellPollTest {

    @TempDir
    Path data;

    @AutoClose
    private TestRouter router;

    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean deletesFirst;

    private volatile ImportStatus status =
            ImportStatus.failed(Instant.EPOCH, 2, "snap", ApiError.of(ErrorCode.PR500_SV_0000));

    @BeforeEach
    void deploy() throws IOException {
        router = new TestRouter(data);
        router.vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, this::answer);
    }

    private void answer(Message<StatusQuery> query) {
        Future<?> before = deletesFirst ? router.vertx.executeBlocking(this::delete) : Future.succeededFuture();
        before.onSuccess(done -> {
            query.reply(status);
            asked.incrementAndGet();
        });
    }

    private Void delete() {
        router.deleteCell();
        status = ImportStatus.READY;
        return null;
    }

    @Test
    void aPollIsToldThatTheCellIsGone() {
        deletesFirst = true;

        assertThatTheCellIsGone(poll().send());
    }

    @Test
    void soIsAPollThatIsHeld() {
        Future<HttpResponse<Buffer>> held = hold();

        delete();
        router.drain();

        assertThatTheCellIsGone(held);
    }

    @Test
    void anotherCellOfThatNameIsNotTheOneThatWasAskedAbout() {
        Future<HttpResponse<Buffer>> held = hold();

        delete();
        router.createCell("cell1");
        router.drain();

        assertThatTheCellIsGone(held);
    }

    /** A poll that has been held for long enough when the test ends its waiting. */
    private Future<HttpResponse<Buffer>> hold() {
        Future<HttpResponse<Buffer>> held =
                poll().putHeader("Prefer", "wait=60").send();
        await().until(() -> asked.get() == 1);
        return held;
    }

    private HttpRequest<Buffer> poll() {
        return router.request(HttpMethod.GET, "/cell1/__import").putHeader("Authorization", "Bearer " + router.token);
    }

    private static void assertThatTheCellIsGone(Future<HttpResponse<Buffer>> poll) {
        HttpResponse<Buffer> answer = await(poll);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsString()).contains("PR404-DV-0003");
        assertThat(answer.headers().names()).doesNotContain("Preference-Applied", "ETag");
    }
}
