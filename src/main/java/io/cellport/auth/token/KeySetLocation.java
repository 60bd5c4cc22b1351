package io.cellport.auth.token;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.cellport.config.Issuer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;

/**
 * Where a key set can be read. Reading never follows a redirect and never takes more than 1 MiB or 13 seconds.
 * Belongs to one event loop.
 */
@FunctionalInterface
interface KeySetLocation {

    int MAX_BYTES = 1 << 20;

    long TIMEOUT_MILLIS = 10_000;

    int CONNECT_TIMEOUT_MILLIS = 3_000;

    /** The whole text. */
    Future<Buffer> read();

    /** The place that the configuration names. */
    static KeySetLocation of(Vertx vertx, Issuer issuer) {
        return issuer.isOnTheWeb() ? onTheWeb(vertx, issuer.jwks(), TIMEOUT_MILLIS) : inFile(vertx, issuer.jwks());
    }

    private static KeySetLocation inFile(Vertx vertx, String path) {
        OpenOptions reading = new OpenOptions().setRead(true).setWrite(false).setCreate(false);
        return () ->
                vertx.fileSystem().open(path, reading).compose(file -> all(file).eventually(file::close));
    }

    /** A place on the web, whose answer has to be complete after that time. */
    static KeySetLocation onTheWeb(Vertx vertx, String url, long timeoutMillis) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setIdleTimeout((int) timeoutMillis)
                .setIdleTimeoutUnit(MILLISECONDS)
                .setKeepAlive(false));
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(HttpMethod.GET)
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        return () -> client.request(request).compose(begun -> fetch(begun, timeoutMillis));
    }

    /** Whatever fails, the connection is closed: an answer that nobody reads to its end would keep it for good. */
    private static Future<Buffer> fetch(HttpClientRequest request, long timeoutMillis) {
        return request.send()
                .compose(KeySetLocation::body)
                .timeout(timeoutMillis, MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? all(response)
                : Future.failedFuture(new IOException("status " + response.statusCode()));
    }

    private static Future<Buffer> all(ReadStream<Buffer> stream) {
        Promise<Buffer> whole = Promise.promise();
        Buffer text = Buffer.buffer();
        stream.exceptionHandler(whole::tryFail);
        stream.endHandler(end -> whole.tryComplete(text));
        stream.handler(piece -> {
            if (text.length() + piece.length() > MAX_BYTES) {
                // Not paused: what waits for a paused answer is never freed when its connection is closed.
                whole.tryFail(new IOException("too long"));
            } else {
                text.appendBuffer(piece);
            }
        });
        return whole.future();
    }
}
