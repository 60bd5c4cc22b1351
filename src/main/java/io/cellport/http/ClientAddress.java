package io.cellport.http;

import java.util.List;

/** Where a request comes from. Stateless. */
final class ClientAddress {

    private ClientAddress() {}

    /**
     * The address of the client: that of the connection, or, if that is a trusted proxy, the last one in
     * {@code X-Forwarded-For} that is none.
     */
    static String of(Exchange exchange, List<String> trustedProxies) {
        String address = exchange.request().remoteAddress().hostAddress();
        String forwarded = exchange.request().getHeader("X-Forwarded-For");
        String[] hops = forwarded == null ? new String[0] : forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && trustedProxies.contains(address); i--) {
            address = hops[i].strip();
        }
        return address;
    }
}
