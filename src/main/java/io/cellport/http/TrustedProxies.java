package io.cellport.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The proxies whose word about their clients counts. Addresses are compared as numbers, however they are written.
 * Immutable.
 */
public final class TrustedProxies {

    /** Stands for a client that a proxy does not name, see RFC 7239, section 6.2. */
    static final String UNKNOWN = "unknown";

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    private final Set<String> addresses;

    public TrustedProxies(List<String> addresses) {
        this.addresses = addresses.stream().map(TrustedProxies::address).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request comes straight from one of them. */
    public boolean sent(HttpServerRequest request) {
        return addresses.contains(address(request));
    }

    /** Whether a request tells the addresses of others than the one that sent it. */
    public boolean areToldIn(HttpServerRequest request) {
        return request.headers().contains(FORWARDED_FOR);
    }

    /**
     * The address of the client: that of the connection, or, if that is a trusted proxy, the last address in
     * {@code X-Forwarded-For} that is not one. A proxy may add a line of its own instead of adding to the client's, so
     * all lines count, in their order. {@link #UNKNOWN} if the proxy names no address.
     */
    public String clientOf(HttpServerRequest request) {
        String client = address(request);
        if (!areToldIn(request)) {
            return client;
        }
        String[] hops =
                String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && addresses.contains(client); i--) {
            client = address(hops[i].strip());
        }
        return client;
    }

    /**
     * The address of the connection, which is sure to be known as long as it is open. The request itself would look for
     * proxies' headers first.
     */
    static String address(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        return peer == null ? UNKNOWN : address(peer.hostAddress());
    }

    /** An address in its usual form, without the port, brackets, quotes or zone that it may have. */
    static String address(String hop) {
        String text = hop.replace("\"", "");
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = text.substring(1, Math.max(end, 1));
        } else if (text.indexOf('.') >= 0 && text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            text = text.substring(0, text.indexOf(':'));
        }
        int zone = text.indexOf('%');
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? text : text.substring(0, zone));
        try {
            return bytes == null ? UNKNOWN : NetUtil.toAddressString(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
