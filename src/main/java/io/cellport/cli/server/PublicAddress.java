package io.cellport.cli.server;

import io.cellport.config.UnitConfig;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Warns if a server listens on every address without a unit URL, because then it cannot know its own URL. Stateless.
 */
public final class PublicAddress {

    private PublicAddress() {}

    /** The warning; empty if the configuration is fine. */
    public static Optional<String> warning(UnitConfig config) {
        String host = config.http().host();
        return config.unit().url().isEmpty() && isAny(host)
                ? Optional.of(
                        "unit.url is not set and http.host is %s: tokens and URLs in answers name that address, which"
                                        .formatted(host)
                                + " nobody can reach from elsewhere. Set unit.url to the URL that clients use.")
                : Optional.empty();
    }

    private static boolean isAny(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return address != null && InetAddress.getByAddress(address).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
