package io.cellport.http.connection;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of clients as texts. Stateless. */
public final class ClientAddress {

    /** Stands for a client that nobody names, see RFC 7239, section 6.2. */
    public static final String UNKNOWN = "unknown";

    private ClientAddress() {}

    /** Where a connection comes from, which is sure to be known as long as it is open. */
    public static String of(HttpConnection connection) {
        SocketAddress peer = connection.remoteAddress();
        return peer == null ? UNKNOWN : normal(peer.hostAddress());
    }

    /** An address in its usual form, without the port, brackets, quotes or zone that it may have. */
    public static String normal(String hop) {
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
