package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is what Netty, which meets it later, takes for one. */
class IpAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "[::1]",
                "fe80::1%eth0",
                "2001:db8:0:0:1:2:3:4",
                "2001:DB8::4",
                "::ffff:10.0.0.1"
            })
    void addresses(String text) {
        assertThat(NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text))
                .isTrue();
        assertThat(IpAddress.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "256.1.1.1",
                "1.2.3.4.5",
                "localhost",
                "a.example",
                ":",
                ":::",
                "1::2::3",
                "[::1",
                "::1]",
                "g::1",
                "1:2:3:4:5:6:7:8:9",
                "::1/64",
                "127.0.0.1 ",
                "face"
            })
    void otherTexts(String text) {
        assertThat(NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text))
                .isFalse();
        assertThat(IpAddress.isOne(text)).isFalse();
    }
}
