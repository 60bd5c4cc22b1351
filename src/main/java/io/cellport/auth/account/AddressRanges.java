package io.cellport.auth.account;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The {@code IPAddressRange} of an account: IPv4 addresses and subnets ({@code 192.0.2.0/24}), separated by commas.
 * Stateless.
 */
final class AddressRanges {

    private AddressRanges() {}

    /** Whether a client's address is in one of the ranges; no ranges allow every address. */
    static boolean allow(String ranges, String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        return NetUtil.isValidIpV4Address(address)
                && Arrays.stream(ranges.split(",")).anyMatch(range -> contains(range.strip(), address));
    }

    private static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        String network = slash < 0 ? range : range.substring(0, slash);
        int bits = slash < 0 ? 32 : bits(range.substring(slash + 1));
        if (!NetUtil.isValidIpV4Address(network) || bits < 1 || bits > 32) {
            return false;
        }
        int ignored = 32 - bits;
        return number(network) >>> ignored == number(address) >>> ignored;
    }

    private static int bits(String text) {
        return text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
    }

    private static int number(String address) {
        return ByteBuffer.wrap(NetUtil.createByteArrayFromIpAddressString(address))
                .getInt();
    }
}
