package io.cellport.http.message;

import io.netty.util.NetUtil;
import java.net.URI;

/**
 * Host and port of a URL or of a {@code Host} header. Immutable.
 *
 * @param host as written; may be empty, or no host name at all
 * @param port -1 if none is written
 */
public record Authority(String host, int port) {

    private static final int MAX_PORT_DIGITS = 5;

    /** Splits a text; what is not a port belongs to the host. */
    public static Authority parse(String text) {
        int colon = text.lastIndexOf(':');
        return colon > text.lastIndexOf(']') && isPort(text, colon + 1)
                ? new Authority(text.substring(0, colon), Integer.parseInt(text, colon + 1, text.length(), 10))
                : new Authority(text, -1);
    }

    private static boolean isPort(String text, int start) {
        int digits = text.length() - start;
        return digits >= 1
                && digits <= MAX_PORT_DIGITS
                && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }

    /** The authority of a URL. */
    public static Authority of(URI url) {
        return parse(url.getRawAuthority());
    }

    /** The same, without the port if it is the default of that scheme. */
    public Authority in(String scheme) {
        int usual =
                switch (scheme) {
                    case "http" -> 80;
                    case "https" -> 443;
                    default -> -1;
                };
        return port == usual ? new Authority(host, -1) : this;
    }

    /** Whether the host is an IP address, of version 4 or, in brackets, 6. */
    public boolean isAddress() {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    public boolean isSameAs(Authority other) {
        return port == other.port && host.equalsIgnoreCase(other.host);
    }

    /** The host name one level below, at the same port. */
    public Authority below(String label) {
        return new Authority(label + "." + host, port);
    }

    /** The host name up to its first dot. */
    public String firstLabel() {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
