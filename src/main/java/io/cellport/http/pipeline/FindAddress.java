package io.cellport.http.pipeline;

import io.cellport.http.Exchange;
import io.cellport.http.address.RequestAddress;
import io.cellport.http.address.TrustedProxies;
import io.cellport.http.message.Authority;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * Step: finds the address that the client used, which a proxy tells in {@code X-Forwarded-Proto}, {@code -Host} and
 * {@code -Path}, and the address of the client. Only proxies that the configuration names are believed. The address
 * decides what a request is about; URLs in answers never depend on it. Immutable.
 */
final class FindAddress implements Step {

    private static final CharSequence PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");

    private static final CharSequence HOST = HttpHeaders.createOptimized("X-Forwarded-Host");

    private static final CharSequence PATH = HttpHeaders.createOptimized("X-Forwarded-Path");

    private final TrustedProxies proxies;

    FindAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Future<?> take(Exchange exchange) {
        RequestAddress own = own(exchange);
        if (proxies.areToldIn(exchange.request())) {
            exchange.client(proxies.clientOf(exchange.request()));
        }
        exchange.address(isForwarded(exchange.request()) ? forwarded(exchange, own) : own);
        return TAKEN;
    }

    private static RequestAddress own(Exchange exchange) {
        String host = exchange.header(HttpHeaders.HOST);
        return new RequestAddress(
                "http", host == null ? "" : host, exchange.address().path());
    }

    private boolean isForwarded(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return (headers.contains(PROTO) || headers.contains(HOST) || headers.contains(PATH)) && proxies.sent(request);
    }

    private static RequestAddress forwarded(Exchange exchange, RequestAddress own) {
        String proto = exchange.header(PROTO);
        String host = exchange.header(HOST);
        String path = exchange.header(PATH);
        return new RequestAddress(
                proto == null ? own.scheme() : proto.toLowerCase(Locale.ROOT),
                host == null ? own.authority() : forwarded(own.authority(), host),
                path == null ? own.path() : path.split("\\?", 2)[0]);
    }

    /** A forwarded host without a port stands for the host only: the port remains that of the request. */
    private static String forwarded(String own, String host) {
        Authority told = Authority.parse(host);
        return told.port() < 0 ? new Authority(host, Authority.parse(own).port()).toString() : host;
    }
}
