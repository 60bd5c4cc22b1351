package io.cellport.http;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.cell.CellStore;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for contents that are not on this node yet. */
class ContentsTest {

    /** More than the pool has threads. */
    private static final int MANY = 20;

    @TempDir
    Path data;

    private final CompletableFuture<Void> arrival = new CompletableFuture<>();

    private final AtomicInteger brought = new AtomicInteger();

    @AutoClose
    private TestRouter router;

    @BeforeEach
    void start() throws IOException {
        router = new TestRouter(data, Clock.systemUTC(), this::withoutContentOfFirstCell);
    }

    private CellStore withoutContentOfFirstCell(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("bring") && arguments[0].equals(router.cellId)) {
                        brought.incrementAndGet();
                        return arrival.copy();
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void onlyThoseWaitWhoseContentIsUnderWay() throws Exception {
        List<Future<HttpResponse<Buffer>>> waiting =
                Stream.generate(() -> get("cell1")).limit(MANY).toList();
        await().until(() -> brought.get() == MANY);

        assertThat(status(get("cell2"))).isEqualTo(404);
        arrival.complete(null);
        for (Future<HttpResponse<Buffer>> answer : waiting) {
            assertThat(status(answer)).isEqualTo(404);
        }
    }

    @Test
    void whyAContentCannotBeBroughtIsTold() throws Exception {
        Future<HttpResponse<Buffer>> answer = get("cell1");
        await().until(() -> brought.get() == 1);

        arrival.completeExceptionally(ApiException.of(ErrorCode.PR503_SV_0002));

        assertThat(status(answer)).isEqualTo(503);
    }

    private Future<HttpResponse<Buffer>> get(String cell) {
        return router.request(HttpMethod.GET, "/" + cell + "/box")
                .bearerTokenAuthentication(router.token)
                .send();
    }

    private static int status(Future<HttpResponse<Buffer>> answer) throws Exception {
        return answer.await(PATIENCE.toSeconds(), SECONDS).statusCode();
    }
}
