package io.cellport.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * What an IP address looks like. Netty knows too, but looks at all network interfaces and starts to log first, which
 * takes longer than many a command. Stateless.
 */
final class IpAddress {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private static final Pattern V6 = Pattern.compile("\\[?([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(%[A-Za-z0-9_.-]+)?]?");

    private IpAddress() {}

    /** Whether a text is an address; one of version 6 may be in brackets. */
    static boolean isOne(String text) {
        return V4.matcher(text).matches() || isV6(text);
    }

    private static boolean isV6(String text) {
        if (!V6.matcher(text).matches() || text.startsWith("[") != text.endsWith("]")) {
            return false;
        }
        try {
            // In brackets it is never taken for a name, so nobody is asked.
            String address = V6.matcher(text).replaceFirst("$1");
            return InetAddress.getByName('[' + address + ']') != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
