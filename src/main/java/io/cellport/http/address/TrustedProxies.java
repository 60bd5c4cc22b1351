package io.cellport.http.address;

import io.cellport.http.connection.ClientAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The proxies whose word about their clients counts. Addresses are compared as numbers, however they are written.
 * Immutable.
 */
public final class TrustedProxies {

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    private final Set<String> addresses;

    public TrustedProxies(List<String> addresses) {
        this.addresses = addresses.stream().map(ClientAddress::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request comes straight from one of them. */
    public boolean sent(HttpServerRequest request) {
        return addresses.contains(ClientAddress.of(request.connection()));
    }

    /** Whether a request tells the addresses of others than the one that sent it. */
    public boolean areToldIn(HttpServerRequest request) {
        return request.headers().contains(FORWARDED_FOR);
    }

    /**
     * The address of the client: that of the connection, or, if that is a trusted proxy, the last address in
     * {@code X-Forwarded-For} that is not one. A proxy may add a line of its own instead of adding to the client's, so
     * all lines count, in their order. {@link ClientAddress#UNKNOWN} if the proxy names no address.
     */
    public String clientOf(HttpServerRequest request) {
        String client = ClientAddress.of(request.connection());
        if (!areToldIn(request)) {
            return client;
        }
        String[] hops =
                String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && addresses.contains(client); i--) {
            client = ClientAddress.normal(hops[i].strip());
        }
        return client;
    }
}
