package io.cellport.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestAddressTest {

    @Test
    void aRequestWithoutAPathHasAnEmptyOne() {
        assertThat(RequestAddress.ofPath(null).path()).isEmpty();
        assertThat(RequestAddress.ofPath("/c/__import").path()).isEqualTo("/c/__import");
    }
}
