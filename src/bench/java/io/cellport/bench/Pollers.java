package io.cellport.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Clients on connections of their own that ask once a second how an import stands, spread over the second. */
final class Pollers {

    private static final long SECOND_MILLIS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final RequestOptions request;
    private volatile Latencies latencies = new Latencies();

    Pollers(BenchUnit unit, String cell, int clients) {
        http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(clients));
        request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(unit.port())
                .setURI("/" + cell + "/__import")
                .putHeader("Authorization", "Bearer " + unit.token());
        for (int i = 0; i < clients; i++) {
            long offset = 1 + i * SECOND_MILLIS / clients;
            vertx.setPeriodic(offset, SECOND_MILLIS, tick -> poll());
        }
    }

    /** From now on answers count, which those of the first seconds should not: clients connect and get warm in them. */
    void countIn(Latencies counted) {
        latencies = counted;
    }

    private void poll() {
        long start = System.nanoTime();
        Latencies counted = latencies;
        http.request(request)
                .compose(sent -> sent.send())
                .compose(HttpClientResponse::body)
                .onSuccess(body -> counted.add(System.nanoTime() - start));
    }

    void close() {
        vertx.close().await();
    }
}
