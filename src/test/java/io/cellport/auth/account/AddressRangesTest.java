package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangesTest {

    @ParameterizedTest
    @CsvSource({
        "'', 192.0.2.1, true",
        "'', ::1, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "'10.0.0.0/8, 192.0.2.0/24', 192.0.2.255, true",
        "'10.0.0.0/8,192.0.2.0/24', 192.0.3.0, false",
        "200.0.0.0/7, 201.255.255.255, true",
        "200.0.0.0/7, 202.0.0.0, false",
        "192.0.2.0/0, 192.0.2.0, false",
        "192.0.2.0/33, 192.0.2.0, false",
        "192.0.2.0/x, 192.0.2.0, false",
        "nonsense, 192.0.2.0, false",
        "192.0.2.0/24, ::1, false",
        "192.0.2.0/24, ::ffff:192.0.2.1, false",
        "192.0.2.0/24, '', false",
        "192.0.2.0/24, unknown, false",
        "0.0.0.0/1, 127.255.255.255, true",
        "0.0.0.0/1, 128.0.0.0, false",
        "192.0.2.7/24, 192.0.2.200, true",
        "192.0.2.1/32, 192.0.2.1, true",
        "192.0.2.1/32, 192.0.2.0, false",
        "'nonsense,,192.0.2.1', 192.0.2.1, true",
        "',', 192.0.2.1, false",
        "' ', 192.0.2.1, false",
        "192.0.2/24, 192.0.2.1, false",
        "192.0.2.0/24/24, 192.0.2.1, false",
        "192.0.2.0/-24, 192.0.2.1, false",
        "192.0.2.0/024, 192.0.2.1, false",
        "192.0.2.0/, 192.0.2.0, false",
        "2001:db8::/32, 2001:db8::1, false",
        "2001:db8::1, 2001:db8::1, false",
        "192.0.2.1, 192.0.2.1.example, false"
    })
    void onlyAddressesInARangeAreAllowed(String ranges, String address, boolean allowed) {
        assertThat(AddressRanges.allow(ranges, address)).isEqualTo(allowed);
    }
}
