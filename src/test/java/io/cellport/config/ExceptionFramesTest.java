package io.cellport.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ExceptionFramesTest {

    @Test
    void showsClassesAndPlacesOfTheWholeChainButNoMessage() {
        Exception secret =
                new UncheckedIOException("token eyJ", new FileNotFoundException("/secret/path of the machine"));

        String shown = new ExceptionFrames().throwableProxyToString(new ThrowableProxy(secret));

        assertThat(shown)
                .contains(
                        "java.io.UncheckedIOException",
                        "caused by java.io.FileNotFoundException",
                        "ExceptionFramesTest")
                .doesNotContain("token", "secret");
    }
}
